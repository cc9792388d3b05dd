package io.breakwater.platform.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that this service could not use.
 *
 * @param eventId null where the message had none that could be read
 * @param attempts tries so far, replays included
 */
// The payload is shown and replayed, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        UUID id,
        String topic,
        String key,
        @Nullable UUID eventId,
        @Nullable String type,
        String cause,
        int attempts,
        Instant failedAt,
        Status status,
        byte[] payload) {

    /** What became of it. */
    public enum Status {
        NEW,
        REPLAYED,
        DISCARDED
    }
}
