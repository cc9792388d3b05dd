package io.breakwater.gateway.stream;

import io.breakwater.gateway.identity.SessionWatch;
import io.breakwater.gateway.identity.SessionWatch.Checked;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * All streams that are open here. Each ends with its session: at once on auth-service's word, and at the latest at the next
 * look into Redis, which is one for all of them and leaves a session's idle time alone, so that a forgotten tab keeps nobody
 * logged in. When the door leaves, all end and no new one begins.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

    private final StreamSettings settings;
    private final SessionWatch sessions;
    private final MeterRegistry meters;
    private final Map<String, Set<OpenStream>> bySession = new ConcurrentHashMap<>();
    private final AtomicInteger admitted;
    // From the announcement of the drain on.
    private volatile boolean leaving;
    private volatile @Nullable Disposable checks;

    OpenStreams(StreamSettings settings, SessionWatch sessions, MeterRegistry meters) {
        this.settings = settings;
        this.sessions = sessions;
        this.meters = meters;
        this.admitted = new AtomicInteger();
        Gauge.builder("breakwater.gateway.streams.open", admitted, AtomicInteger::get)
                .register(meters);
    }

    /** Takes a place for one more stream; false where all are taken. To be given back with {@link #leave()}. */
    boolean enter() {
        if (admitted.incrementAndGet() > settings.open()) {
            admitted.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        admitted.decrementAndGet();
    }

    /** Binds a stream to its session, from which it may have been cut off while its handshake was made. */
    void add(OpenStream stream) {
        bySession.compute(stream.session(), (session, streams) -> {
            Set<OpenStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            all.add(stream);
            return all;
        });
        if (leaving) {
            end(stream, Ending.DRAINING);
        }
        check(List.of(stream.session())).subscribe();
    }

    void remove(OpenStream stream) {
        bySession.computeIfPresent(stream.session(), (session, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    void end(OpenStream stream, Ending why) {
        if (stream.end(why)) {
            meters.counter(
                            "breakwater.gateway.streams.ended",
                            "reason",
                            why.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }

    @EventListener
    void onReadiness(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.REFUSING_TRAFFIC && !leaving) {
            leaving = true;
            bySession.values().forEach(streams -> streams.forEach(stream -> end(stream, Ending.DRAINING)));
        }
    }

    @Override
    public void start() {
        // Jitter, so that several doors don't look at the same time.
        Mono<Void> round = Mono.defer(() -> Mono.delay(jittered(settings.check())))
                .then(Mono.defer(() -> check(bySession.keySet())));
        Disposable watch =
                sessions.watch(this::ended, () -> check(bySession.keySet()).subscribe());
        Disposable rounds = round.doOnError(failure -> log.error("A look at the sessions of streams failed", failure))
                .onErrorComplete()
                .repeat()
                .subscribe();
        checks = () -> {
            watch.dispose();
            rounds.dispose();
        };
    }

    @Override
    public void stop() {
        Disposable running = checks;
        if (running != null) {
            running.dispose();
            checks = null;
        }
    }

    @Override
    public boolean isRunning() {
        return checks != null;
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Mono<Void> check(Iterable<String> hashes) {
        return sessions.check(hashes, settings.checkTimeout())
                .doOnNext(this::judge)
                .then();
    }

    private void judge(Checked checked) {
        for (OpenStream stream : bySession.getOrDefault(checked.session(), Set.of())) {
            switch (checked.verdict()) {
                case LIVE -> stream.verified();
                case ENDED -> end(stream, Ending.SESSION_ENDED);
                case UNCERTAIN -> doubt(stream);
            }
        }
    }

    /**
     * While Redis is away nobody can end a session, so an open stream may stay; a close would only make a storm of handshakes
     * that nobody can answer. But after the idle time-out the session may have ended by itself.
     */
    private void doubt(OpenStream stream) {
        if (stream.unverified().compareTo(sessions.idle()) > 0) {
            end(stream, Ending.SESSION_UNKNOWN);
        }
    }

    private void ended(String session) {
        bySession.getOrDefault(session, Set.of()).forEach(stream -> end(stream, Ending.SESSION_ENDED));
    }

    private static Duration jittered(Duration most) {
        long nanos = most.toNanos();
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 5 + 1));
    }
}
