package io.breakwater.platform.jdbc;

import io.breakwater.platform.telemetry.OutageLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What an instance does again and again beside its work, such as measuring a table or deleting from it: one thread, and
 * a schedule that outlives a database that is away.
 */
public final class Upkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final List<Task> tasks = new ArrayList<>();
    private final ScheduledExecutorService scheduler;
    private volatile boolean running;

    /** For tasks on a thread of that name. */
    public Upkeep(String name) {
        this.scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(name).factory());
    }

    private record Task(Duration first, Duration pause, Runnable action, String name, OutageLog outages) {

        private void run() {
            try {
                action.run();
                outages.succeeded();
            } catch (RuntimeException e) {
                // The schedule goes on: the next run does the work of this one.
                if (!outages.failed(e)) {
                    log.error("{} failed", name, e);
                }
            }
        }
    }

    /**
     * To be called before the start.
     *
     * @param task its name in the log
     */
    public Upkeep every(Duration pause, Duration first, String task, Runnable action) {
        tasks.add(new Task(first, pause, action, task, new OutageLog(log, task)));
        return this;
    }

    @Override
    public void start() {
        running = true;
        // The futures tell nothing: the tasks let nothing out.
        tasks.forEach(task -> {
            var _ = scheduler.scheduleWithFixedDelay(
                    task::run, task.first().toMillis(), task.pause().toMillis(), TimeUnit.MILLISECONDS);
        });
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
