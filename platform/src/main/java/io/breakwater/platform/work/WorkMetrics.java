package io.breakwater.platform.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** How much work is due, and how much has been given up, by kind. */
final class WorkMetrics implements MeterBinder {

    private final WorkSampler sampler;
    private final List<Worker> workers;

    WorkMetrics(WorkSampler sampler, List<Worker> workers) {
        this.sampler = sampler;
        this.workers = workers;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Worker worker : workers) {
            String kind = worker.kind();
            Gauge.builder("breakwater.work.due", sampler, it -> it.sample(kind).due())
                    .description("Jobs that are due and that nobody holds")
                    .tag("kind", kind)
                    .register(meters);
            Gauge.builder(
                            "breakwater.work.waiting",
                            sampler,
                            it -> it.sample(kind).waiting())
                    .description("Jobs that are not done, due or not")
                    .tag("kind", kind)
                    .register(meters);
            Gauge.builder(
                            "breakwater.work.failed",
                            sampler,
                            it -> it.sample(kind).failed())
                    .description("Jobs that a person must look at")
                    .tag("kind", kind)
                    .register(meters);
        }
    }
}
