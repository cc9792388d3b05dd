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
    private volatile long startedNanos;

    Drain(DrainProperties properties, ApplicationContext context) {
        this.properties = properties;
        this.context = context;
    }

    /** True from SIGTERM on. */
    public boolean draining() {
        return announced.getCount() == 0;
    }

    /** True where the drain has taken longer than its budget. */
    boolean overran() {
        return draining()
                && System.nanoTime() - startedNanos > properties.budget().toNanos();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        startedNanos = System.nanoTime();
        announced.countDown();
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        Duration held = hold();
        log.info("Draining: held for {} ms, now consumers, requests, workers and relay finish", held.toMillis());
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

    private Duration hold() {
        long end = startedNanos + properties.hold().toNanos();
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (System.nanoTime() < end && !skipped()) {
                never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private boolean skipped() {
        return properties.skipHoldFile() != null && Files.exists(properties.skipHoldFile());
    }
}
