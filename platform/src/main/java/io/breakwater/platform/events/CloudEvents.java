package io.breakwater.platform.events;

import io.breakwater.platform.telemetry.Origin;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 in the binary mode of its Kafka binding: attributes are headers, the body is the record's value. */
final class CloudEvents {

    // Names go into rows and logs: printable, and no longer than a name is.
    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private CloudEvents() {}

    static ProducerRecord<byte[], byte[]> message(OutboxRow row, String source) {
        byte[] key = bytes(row.aggregateId().toString());
        var message = new ProducerRecord<>(row.topic(), key, row.body());
        Headers headers = message.headers();
        headers.add("ce_specversion", bytes("1.0"));
        headers.add("ce_id", bytes(row.eventId().toString()));
        headers.add("ce_source", bytes(source));
        headers.add("ce_type", bytes(row.type()));
        headers.add("ce_subject", key);
        headers.add("ce_time", bytes(EventJson.time(row.occurredAt())));
        headers.add("ce_aggregateversion", bytes(Long.toString(row.aggregateVersion())));
        headers.add("content-type", bytes("application/json"));
        if (row.origin().traceparent() != null) {
            headers.add("traceparent", bytes(row.origin().traceparent()));
        }
        if (row.origin().requestId() != null) {
            headers.add("x-request-id", bytes(row.origin().requestId()));
        }
        return message;
    }

    /** @throws MessageRejected where an attribute is missing or is not what it should be */
    static Event event(Function<String, @Nullable String> headers, byte @Nullable [] body) {
        if (!"1.0".equals(headers.apply("ce_specversion"))) {
            throw new MessageRejected("Header ce_specversion is not 1.0");
        }
        if (body == null || body.length == 0) {
            throw new MessageRejected("The message has no body");
        }
        return new Event(
                attribute(headers, "ce_id", UUID::fromString),
                attribute(headers, "ce_type", UnaryOperator.identity()),
                attribute(headers, "ce_source", UnaryOperator.identity()),
                attribute(headers, "ce_subject", UUID::fromString),
                attribute(headers, "ce_aggregateversion", Long::parseLong),
                attribute(headers, "ce_time", Instant::parse),
                origin(headers).requestId(),
                body);
    }

    static Origin origin(Function<String, @Nullable String> headers) {
        return new Origin(headers.apply("traceparent"), headers.apply("x-request-id"));
    }

    static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static <T> T attribute(Function<String, @Nullable String> headers, String name, Function<String, T> parse) {
        String value = headers.apply(name);
        if (value == null || !NAME.matcher(value).matches()) {
            throw new MessageRejected("Header " + name + " is missing or not printable");
        }
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new MessageRejected("Header " + name + " is malformed: " + value, malformed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
