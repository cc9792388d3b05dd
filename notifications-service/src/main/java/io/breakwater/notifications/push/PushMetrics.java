package io.breakwater.notifications.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What streams do, by kind. */
@Component
final class PushMetrics {

    private final MeterRegistry meters;
    private final Map<StreamKind, AtomicInteger> open = new EnumMap<>(StreamKind.class);
    private final Map<StreamKind, Counter> sent = new EnumMap<>(StreamKind.class);
    private final Map<StreamKind, Counter> resets = new EnumMap<>(StreamKind.class);

    PushMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (StreamKind kind : StreamKind.values()) {
            AtomicInteger count = new AtomicInteger();
            open.put(kind, count);
            Gauge.builder("breakwater.push.streams", count, AtomicInteger::get)
                    .description("Streams that are open")
                    .tag("kind", kind.tag())
                    .register(meters);
            sent.put(kind, counter("breakwater.push.sent", "Notifications that were sent", kind));
            resets.put(kind, counter("breakwater.push.resets", "Streams that could not be resumed", kind));
            for (LiveStream.End end : LiveStream.End.values()) {
                ended(kind, end);
            }
        }
    }

    void began(StreamKind kind) {
        get(open, kind).incrementAndGet();
    }

    void over(StreamKind kind) {
        get(open, kind).decrementAndGet();
    }

    void countEnd(StreamKind kind, LiveStream.End end) {
        ended(kind, end).increment();
    }

    void sent(StreamKind kind, int count) {
        get(sent, kind).increment(count);
    }

    void reset(StreamKind kind) {
        get(resets, kind).increment();
    }

    private Counter ended(StreamKind kind, LiveStream.End end) {
        return Counter.builder("breakwater.push.ended")
                .description("Streams that have ended, by reason")
                .tag("kind", kind.tag())
                .tag("reason", end.tag())
                .register(meters);
    }

    private Counter counter(String name, String description, StreamKind kind) {
        return Counter.builder(name)
                .description(description)
                .tag("kind", kind.tag())
                .register(meters);
    }

    private static <T> T get(Map<StreamKind, T> byKind, StreamKind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }
}
