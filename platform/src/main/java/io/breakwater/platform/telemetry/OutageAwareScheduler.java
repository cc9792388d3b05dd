package io.breakwater.platform.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Boot's scheduler, but a job whose dependency is away says so twice, not at every run with a stack trace. Anything else
 * that a job throws is logged by Spring as an error, as ever.
 */
final class OutageAwareScheduler extends SimpleAsyncTaskScheduler {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
        return super.schedule(new Job(task), trigger);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, Instant startTime) {
        return super.schedule(new Job(task), startTime);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Instant startTime, Duration period) {
        return super.scheduleAtFixedRate(new Job(task), startTime, period);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration period) {
        return super.scheduleAtFixedRate(new Job(task), period);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant startTime, Duration delay) {
        return super.scheduleWithFixedDelay(new Job(task), startTime, delay);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Duration delay) {
        return super.scheduleWithFixedDelay(new Job(task), delay);
    }

    private static final class Job implements Runnable {

        private final Runnable task;
        private final OutageLog outages;

        Job(Runnable task) {
            this.task = task;
            // A scheduled method's text is its qualified name.
            this.outages = new OutageLog(LoggerFactory.getLogger(OutageAwareScheduler.class), task.toString());
        }

        @Override
        public void run() {
            try {
                task.run();
                outages.succeeded();
            } catch (RuntimeException e) {
                if (!outages.failed(e)) {
                    throw e;
                }
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }
}
