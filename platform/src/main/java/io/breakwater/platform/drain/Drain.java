package io.breakwater.platform.drain;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The gate that closes first. From then on readiness is off, every answer carries {@code Connection: close}, and workers
 * claim nothing more; the instance goes on serving for the hold, so that callers can leave before the server drains.
 *
 * <p>Boot alone drains at once and never announces it: Tomcat then answers 503 to a request that arrives on a kept-alive
 * connection.
 */
public final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final long POLL_MILLIS = 50;

    private final DrainProperties properties;
    private final ApplicationContext context;
    private final CountDownLatch announced = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean overran;

    Drain(DrainProperties properties, ApplicationContext context) {
        this.properties = properties;
        this.context = context;
    }

    /** True from SIGTERM on. */
    public boolean draining() {
        return announced.getCount() == 0;
    }

    /**
     * Says that a step's time was over before its work was: the exit code will be 1.
     *
     * @param what was left behind, and who takes it over
     */
    public void overran(String what) {
        overran = true;
        log.warn("Draining: {}", what);
    }

    boolean overran() {
        return overran;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        long began = System.nanoTime();
        announced.countDown();
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        log.info("Draining: readiness is off, every answer says Connection: close");
        hold(began + properties.hold().toNanos());
        log.info(
                "Draining: held for {} ms, now consumers, requests, workers and relay finish",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        running = false;
    }

    /** A pause, as Spring's tests make of a context that rests in their cache, is no departure. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DrainPhases.ANNOUNCE;
    }

    private void hold(long end) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (System.nanoTime() < end && !skipped()) {
                never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean skipped() {
        return properties.skipHoldFile() != null && Files.exists(properties.skipHoldFile());
    }
}
