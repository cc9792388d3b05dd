package io.breakwater.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import jdk.jfr.consumer.RecordingStream;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The few threads that carry all virtual ones, as a pool: how many there are, how many are busy, how many virtual threads
 * wait for one; and how long virtual threads have kept one while they waited themselves (pinned), which starves all others.
 */
final class VirtualThreads implements MeterBinder, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(VirtualThreads.class);

    private static final String PINNED = "jdk.VirtualThreadPinned";
    // JFR's own threshold: shorter ones are many, and starve nobody.
    private static final Duration WORTH_TELLING = Duration.ofMillis(20);

    private volatile @Nullable Timer pinned;
    private @Nullable RecordingStream recording;
    private volatile boolean running;

    @Override
    public void bindTo(MeterRegistry meters) {
        VirtualThreadSchedulerMXBean scheduler =
                ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        gauge(meters, "carriers", "Carriers at most", scheduler, VirtualThreadSchedulerMXBean::getParallelism);
        gauge(
                meters,
                "mounted",
                "Virtual threads that have a carrier",
                scheduler,
                VirtualThreadSchedulerMXBean::getMountedVirtualThreadCount);
        gauge(
                meters,
                "queued",
                "Virtual threads that wait for a carrier",
                scheduler,
                VirtualThreadSchedulerMXBean::getQueuedVirtualThreadCount);
        pinned = Timer.builder("jvm.threads.virtual.pinned")
                .description("Waits of virtual threads that kept their carriers, of " + WORTH_TELLING.toMillis()
                        + " ms and more")
                .register(meters);
    }

    private static void gauge(
            MeterRegistry meters,
            String name,
            String description,
            VirtualThreadSchedulerMXBean scheduler,
            ToDoubleFunction<VirtualThreadSchedulerMXBean> value) {
        Gauge.builder("jvm.threads.virtual." + name, scheduler, value)
                .description(description)
                .register(meters);
    }

    @Override
    public void start() {
        try {
            recording = record();
        } catch (IllegalStateException | UncheckedIOException e) {
            // JFR needs a directory to write to. Without one figure a service is of use, and no other one is missing.
            log.warn("Pinned virtual threads are not counted here: {}", e.toString());
        }
        running = true;
    }

    private RecordingStream record() {
        RecordingStream stream = new RecordingStream();
        stream.enable(PINNED).withThreshold(WORTH_TELLING).withoutStackTrace();
        stream.onEvent(PINNED, event -> {
            Timer timer = pinned;
            if (timer != null) {
                timer.record(event.getDuration());
            }
        });
        // What is on the disk has been told.
        stream.setMaxAge(Duration.ofMinutes(1));
        stream.startAsync();
        return stream;
    }

    @Override
    public void stop() {
        RecordingStream stream = recording;
        if (stream != null) {
            stream.close();
            recording = null;
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
