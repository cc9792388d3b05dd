package io.breakwater.platform.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures the queue now and then, so that a storm of scrapes costs the database nothing. */
final class WorkSampler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkSampler.class);
    private static final Sample NOTHING = new Sample("", 0, 0, 0);

    private final JdbcClient jdbc;
    private final Duration every;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("work-sampler").factory());
    private volatile Map<String, Sample> samples = Map.of();
    private volatile boolean running;

    WorkSampler(JdbcClient jdbc, Duration every) {
        this.jdbc = jdbc;
        this.every = every;
    }

    record Sample(String kind, long due, long waiting, long failed) {}

    Sample sample(String kind) {
        return samples.getOrDefault(kind, NOTHING);
    }

    private void measure() {
        try {
            samples = jdbc
                    .sql("""
                            SELECT kind,
                                count(*) FILTER (WHERE status = 'DUE' AND next_attempt_at <= clock_timestamp()),
                                count(*) FILTER (WHERE status = 'DUE'),
                                count(*) FILTER (WHERE status = 'FAILED')
                            FROM work GROUP BY kind
                            """)
                    .query((row, number) ->
                            new Sample(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Sample::kind, sample -> sample));
        } catch (RuntimeException e) {
            // The schedule must outlive a database that is away.
            log.warn("The work queue could not be measured this time: {}", e.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        // The future tells nothing: the task lets nothing out.
        var _ = scheduler.scheduleWithFixedDelay(this::measure, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
    }

    /** A pause, as Spring's tests make of a context that rests in their cache, ends nothing: the scheduler can't be started again. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
