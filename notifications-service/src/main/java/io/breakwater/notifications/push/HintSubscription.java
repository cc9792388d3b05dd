package io.breakwater.notifications.push;

import io.breakwater.platform.drain.DrainPhases;
import io.breakwater.platform.telemetry.OutageLog;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * The replica's one connection for hints: a pattern for all users, because a lookup that finds no stream costs less than
 * subscribing and unsubscribing with every stream. Once made, Lettuce restores it whenever Redis has been away.
 */
@Component
final class HintSubscription implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HintSubscription.class);
    // Redis was away when this replica started; the poll does meanwhile.
    private static final long RETRY_SECONDS = 1;

    private final RedisConnectionFactory connections;
    private final OpenStreams streams;
    private final OutageLog outages = new OutageLog(log, "The subscription to hints");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable RedisConnection connection;
    private volatile boolean running;

    HintSubscription(RedisConnectionFactory connections, OpenStreams streams) {
        this.connections = connections;
        this.streams = streams;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("push-subscription").start(this::subscribe);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        RedisConnection open = connection;
        if (open != null) {
            open.close();
        }
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
        return DrainPhases.RELAY;
    }

    private void subscribe() {
        try {
            while (!subscribed() && !stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                log.debug("Subscribing again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean subscribed() {
        try {
            RedisConnection opened = connections.getConnection();
            connection = opened;
            opened.pSubscribe(
                    (message, pattern) -> on(message),
                    (HintPublisher.CHANNEL_PREFIX + "*").getBytes(StandardCharsets.UTF_8),
                    // A pattern without a star: a connection of Spring's takes channels or patterns, not both.
                    StreamLeases.KNOCK_CHANNEL.getBytes(StandardCharsets.UTF_8));
            outages.succeeded();
            return true;
        } catch (RuntimeException e) {
            if (!outages.failed(e)) {
                log.error("The subscription to hints has failed", e);
            }
            return false;
        }
    }

    /** On Lettuce's own thread: it may only look up and ring. */
    private void on(Message message) {
        String channel = new String(message.getChannel(), StandardCharsets.UTF_8);
        String body = new String(message.getBody(), StandardCharsets.UTF_8);
        try {
            if (channel.equals(StreamLeases.KNOCK_CHANNEL)) {
                streams.knock(UUID.fromString(body));
            } else {
                UUID userId = UUID.fromString(channel.substring(HintPublisher.CHANNEL_PREFIX.length()));
                streams.ring(userId, Long.parseLong(body));
            }
        } catch (IllegalArgumentException e) {
            log.warn("Not a hint: {} on {}", body, channel);
        }
    }
}
