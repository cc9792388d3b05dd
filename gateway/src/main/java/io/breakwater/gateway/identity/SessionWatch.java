package io.breakwater.gateway.identity;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Tells of sessions that end, for those who depend on one longer than a request lasts. */
@Component
public final class SessionWatch {

    /** Where auth-service says which session it has ended, by its hash. */
    static final String CHANNEL = "session:ended";

    private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);
    // Looks in flight at once: a small part of what the connection takes, so that requests find room beside them.
    private static final int LOOKS = 128;
    // A connection that can't be made is tried again as often as Lettuce makes one again that broke.
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    private final RedisConnection redis;
    private final SessionSettings settings;
    private final Clock clock;

    SessionWatch(RedisConnection redis, SessionSettings settings, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
    }

    /** What Redis says of a session. */
    public enum Verdict {
        LIVE,
        ENDED,
        UNCERTAIN
    }

    /** A session and what is known of it. */
    public record Checked(String session, Verdict verdict) {}

    /** How long a session lives that nobody uses. */
    public Duration idle() {
        return settings.idle();
    }

    /** Looks them all up over one connection, without using them: their idle time goes on. It never fails. */
    public Flux<Checked> check(Iterable<String> sessions, Duration timeout) {
        return Flux.fromIterable(sessions)
                .flatMap(session -> look(session, timeout).map(verdict -> new Checked(session, verdict)), LOOKS);
    }

    /**
     * Listens until it is disposed of, through outages too.
     *
     * @param ended gets the hash of a session that was ended just now; quick, it runs on Redis' connection
     * @param listening runs whenever it begins to listen, again after each outage: what was said before wasn't heard
     */
    public Disposable watch(Consumer<String> ended, Runnable listening) {
        return Mono.fromCompletionStage(redis::listen)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY))
                .subscribe(connection -> subscribe(connection, ended, listening));
    }

    private Mono<Verdict> look(String session, Duration timeout) {
        return Mono.fromCompletionStage(() ->
                        redis.commands().thenCompose(commands -> commands.hget("session:live:" + session, "ends")))
                .map(ends -> Long.parseLong(ends) > clock.millis() ? Verdict.LIVE : Verdict.ENDED)
                .defaultIfEmpty(Verdict.ENDED)
                .timeout(timeout)
                .onErrorReturn(Verdict.UNCERTAIN);
    }

    private static void subscribe(
            StatefulRedisPubSubConnection<String, String> connection, Consumer<String> ended, Runnable listening) {
        connection.addListener(new RedisPubSubAdapter<String, String>() {

            @Override
            public void message(String channel, String session) {
                ended.accept(session);
            }

            @Override
            public void subscribed(String channel, long count) {
                log.info("Listening for the ends of sessions");
                listening.run();
            }
        });
        // Lettuce subscribes again by itself whenever the connection is back.
        var _ = connection.async().subscribe(CHANNEL);
    }
}
