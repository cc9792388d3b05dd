package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.NotificationFeed;
import io.breakwater.platform.drain.DrainPhases;
import io.breakwater.platform.telemetry.OutageLog;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What is done for all streams of this replica at once: asking the table whether they have missed a hint, and renewing
 * their leases. The table is always asked, not only while Redis is known to be away: a Redis that hangs looks well from
 * here.
 */
@Component
final class StreamUpkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamUpkeep.class);
    // One for the table, one for Redis: neither waits for the other's time-outs.
    private static final int THREADS = 2;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            THREADS, Thread.ofVirtual().name("push-upkeep-", 0).factory());
    private final OutageLog outages = new OutageLog(log, "The poll for notifications");
    private final OpenStreams streams;
    private final NotificationFeed feed;
    private final PushSettings settings;
    private volatile boolean running;

    StreamUpkeep(OpenStreams streams, NotificationFeed feed, PushSettings settings) {
        this.streams = streams;
        this.feed = feed;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        every(settings.poll(), this::poll);
        every(settings.renewal(), this::renew);
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A pause, as Spring's tests make of a context that rests in their cache, ends nothing. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return DrainPhases.RELAY;
    }

    private void poll() {
        List<UUID> users = streams.users();
        if (!users.isEmpty()) {
            feed.latest(users).forEach(streams::ring);
        }
        outages.succeeded();
    }

    private void renew() {
        streams.closeAbandoned();
        streams.renewLeases();
    }

    private void every(Duration period, Runnable task) {
        Runnable surviving = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // A task that lets an exception out is never run again.
                if (!outages.failed(e)) {
                    log.error("The upkeep of streams has failed; it goes on", e);
                }
            }
        };
        // The future tells nothing: the task lets nothing out.
        var _ = scheduler.scheduleWithFixedDelay(
                surviving, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }
}
