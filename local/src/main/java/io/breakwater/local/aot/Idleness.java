package io.breakwater.local.aot;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Waits until the machine has had nothing to do for some seconds, whoever made it busy. */
final class Idleness {

    private static final Duration SAMPLE = Duration.ofSeconds(1);

    // The running system at rest takes 2 to 5 % of two cores; somebody's build or test takes at least half.
    private static final double BUSY = 0.25;

    // People pause for a second or two between two commands.
    private static final int SAMPLES = 5;

    private final DoubleSupplier load;
    private final Duration sample;

    /** @param load the share of all cores that was used since it was last asked, 0 to 1; negative where not known */
    Idleness(DoubleSupplier load, Duration sample) {
        this.load = load;
        this.sample = sample;
    }

    static Idleness ofThisMachine() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return new Idleness(system::getCpuLoad, SAMPLE);
    }

    /** Waits without a bound: a machine that is always busy trains nothing. Returns false when {@code end} came first. */
    boolean await(CountDownLatch end) throws InterruptedException {
        int idle = 0;
        while (idle < SAMPLES) {
            if (end.await(sample.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            double now = load.getAsDouble();
            idle = now >= 0 && now < BUSY ? idle + 1 : 0;
        }
        return true;
    }
}
