package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.NotificationAdded;
import io.breakwater.platform.drain.DrainPhases;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.OutageLog;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells the streams of all replicas that there is something new: those of this one at once, the others over Redis from a
 * thread of its own, so that a Redis that hangs holds up no listener of events.
 */
@Component
final class HintPublisher implements SmartLifecycle {

    static final String CHANNEL_PREFIX = "notifications:user:";

    private static final Logger log = LoggerFactory.getLogger(HintPublisher.class);
    // What doesn't fit is found by the poll. One hint per user waits, so this many users are told within a second or
    // two.
    private static final int MAX_WAITING = 5_000;
    // The bell wakes it; this only bounds the wait.
    private static final Duration MAX_REST = Duration.ofSeconds(30);

    private final ConcurrentHashMap<UUID, Long> waiting = new ConcurrentHashMap<>();
    private final Bell bell = new Bell();
    private final OpenStreams streams;
    private final StringRedisTemplate redis;
    private final OutageLog outages = new OutageLog(log, "Hints to the streams of other replicas");
    private @Nullable Thread thread;

    HintPublisher(OpenStreams streams, StringRedisTemplate redis) {
        this.streams = streams;
        this.redis = redis;
    }

    @EventListener
    void on(NotificationAdded added) {
        streams.ring(added.userId(), added.sequence());
        if (waiting.size() < MAX_WAITING) {
            waiting.merge(added.userId(), added.sequence(), Math::max);
            bell.ring();
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("push-hints").start(this::publish);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    /** As long as anything may still add a notification. */
    @Override
    public int getPhase() {
        return DrainPhases.RELAY;
    }

    private void publish() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                bell.await(MAX_REST);
                waiting.keySet().forEach(this::publish);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(UUID userId) {
        Long sequence = waiting.remove(userId);
        if (sequence == null) {
            return;
        }
        try {
            redis.convertAndSend(CHANNEL_PREFIX + userId, sequence.toString());
            outages.succeeded();
        } catch (RuntimeException e) {
            if (!outages.failed(e)) {
                log.error("A hint could not be published", e);
            }
        }
    }
}
