package io.breakwater.notifications.push;

import io.breakwater.platform.drain.Drain;
import io.breakwater.platform.drain.DrainPhases;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends the streams away when the drain is announced, before its hold, and waits for their farewells behind it: the web
 * server's own drain then finds none, also where the hold was skipped.
 */
@Component
final class StreamDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamDrain.class);
    private static final long POLL_MILLIS = 20;

    private final OpenStreams streams;
    private final Drain drain;
    private final Duration patience;
    private volatile boolean running;

    StreamDrain(OpenStreams streams, Drain drain, PushSettings settings) {
        this.streams = streams;
        this.drain = drain;
        this.patience = settings.farewell();
    }

    @EventListener
    void on(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.REFUSING_TRAFFIC && drain.draining()) {
            log.info(
                    "Draining: {} streams are told to come back elsewhere",
                    streams.all().size());
            streams.leave();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        long end = System.nanoTime() + patience.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!streams.isEmpty() && System.nanoTime() < end) {
                never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return DrainPhases.ANNOUNCE - 1;
    }
}
