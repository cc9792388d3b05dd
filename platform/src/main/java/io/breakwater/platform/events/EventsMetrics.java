package io.breakwater.platform.events;

import io.breakwater.platform.events.EventsUpkeep.Sample;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Depth and age of what waits. */
final class EventsMetrics implements MeterBinder {

    private final EventsUpkeep upkeep;

    EventsMetrics(EventsUpkeep upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(meters, "breakwater.outbox.depth", "Events that wait to be published", Sample::waiting);
        gauge(
                meters,
                "breakwater.outbox.oldest.age.seconds",
                "Age of the oldest event that waits",
                Sample::oldestSeconds);
        gauge(meters, "breakwater.outbox.stuck", "Aggregates whose next event the broker refuses", Sample::stuck);
        gauge(meters, "breakwater.dead.letters", "Dead letters that nobody dealt with", Sample::deadLetters);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<Sample> value) {
        Gauge.builder(name, upkeep, it -> value.applyAsDouble(it.sample()))
                .description(description)
                .register(meters);
    }
}
