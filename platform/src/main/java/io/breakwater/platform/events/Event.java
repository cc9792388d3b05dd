package io.breakwater.platform.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A CloudEvent as it came over Kafka.
 *
 * @param aggregateVersion the aggregate's version after the change; facts older than what one holds are to be ignored
 * @param body the message's bytes, JSON
 */
// The body is passed on and never compared: a copy per access would only cost.
@SuppressWarnings("ArrayRecordComponent")
public record Event(
        UUID id,
        String type,
        String source,
        UUID aggregateId,
        long aggregateVersion,
        Instant time,
        @Nullable String requestId,
        byte[] body) {

    /**
     * The body as the consumer's own record, which has only the fields that it uses.
     *
     * @throws MessageRejected if the body is no such thing
     */
    public <T> T data(Class<T> shape) {
        T data;
        try {
            data = EventJson.MAPPER.readValue(body, shape);
        } catch (JacksonException unreadable) {
            throw new MessageRejected(
                    type + " " + id + " has no readable " + shape.getSimpleName() + ": "
                            + unreadable.getOriginalMessage(),
                    unreadable);
        }
        if (data == null) {
            throw new MessageRejected(type + " " + id + " has null for a body");
        }
        return data;
    }
}
