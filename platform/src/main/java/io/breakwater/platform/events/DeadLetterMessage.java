package io.breakwater.platform.events;

import io.breakwater.platform.events.DeadLetters.Arrived;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * How a dead letter looks on its topic: the message as it was, byte for byte, with headers that say where it failed.
 */
final class DeadLetterMessage {

    private DeadLetterMessage() {}

    static Headers causeHeaders(Exception failure) {
        Headers headers = new RecordHeaders();
        headers.add(EventConsumers.CAUSE, DeadLetters.cause(failure).getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    static Arrived read(ConsumerRecord<byte[], byte[]> message, String group) {
        Headers headers = message.headers();
        Map<String, String> original = new HashMap<>();
        for (Header header : headers) {
            if (!header.key().startsWith("kafka_") && header.value() != null) {
                original.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        String cause = original.remove(EventConsumers.CAUSE);
        String suffix = "." + group + ".dlt";
        // Whatever is missing is replaced by what the dead letter itself says: every one must be stored.
        String topic = CloudEvents.header(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC);
        Long partition = number(headers, KafkaHeaders.DLT_ORIGINAL_PARTITION);
        Long offset = number(headers, KafkaHeaders.DLT_ORIGINAL_OFFSET);
        Long time = number(headers, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP);
        return new Arrived(
                topic != null ? topic : message.topic().replace(suffix, ""),
                partition != null ? partition.intValue() : message.partition(),
                offset != null ? offset : message.offset(),
                Instant.ofEpochMilli(time != null ? time : message.timestamp()),
                message.key(),
                message.value() != null ? message.value() : new byte[0],
                original,
                cause != null ? cause : "unknown",
                EventConsumers.TRIES,
                Instant.ofEpochMilli(message.timestamp()));
    }

    /** Spring Kafka writes its numbers as big-endian int or long. */
    private static @Nullable Long number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        return switch (header.value().length) {
            case Integer.BYTES -> (long) ByteBuffer.wrap(header.value()).getInt();
            case Long.BYTES -> ByteBuffer.wrap(header.value()).getLong();
            default -> null;
        };
    }
}
