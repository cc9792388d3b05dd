package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.NotificationFeed;
import io.breakwater.notifications.notification.NotificationFeed.Start;
import io.breakwater.notifications.push.Admission.Admitted;
import io.breakwater.notifications.push.Admission.Refused;
import io.breakwater.platform.drain.Drain;
import io.breakwater.platform.ids.IdGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** The streams of this replica, by user. */
@Component
final class OpenStreams {

    // Between the admission of a WebSocket and its opening lies the answer to the handshake: milliseconds, where it
    // opens.
    private static final Duration MAX_HANDSHAKE = Duration.ofSeconds(10);

    // Time for the knock to reach the other replicas, and for two pings: five looks, 100 ms apart.
    private static final int LOOKS = 5;
    private static final long LOOK_MILLIS = 100;

    private final ConcurrentHashMap<UUID, Set<LiveStream>> streams = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final NotificationFeed feed;
    private final StreamLeases leases;
    private final PushMetrics metrics;
    private final PushSettings settings;
    private final IdGenerator ids;
    private final Drain drain;

    OpenStreams(
            NotificationFeed feed,
            StreamLeases leases,
            PushMetrics metrics,
            PushSettings settings,
            IdGenerator ids,
            Drain drain) {
        this.feed = feed;
        this.leases = leases;
        this.metrics = metrics;
        this.settings = settings;
        this.ids = ids;
        this.drain = drain;
    }

    Admission admit(UUID userId, Start start, StreamOutput output) throws InterruptedException {
        if (drain.draining()) {
            return Refused.DRAINING;
        }
        if (count.incrementAndGet() > settings.streams()) {
            count.decrementAndGet();
            return Refused.REPLICA_IS_FULL;
        }
        LiveStream stream = new LiveStream(ids.next(), userId, start, output, feed, settings);
        if (!takePlace(stream)) {
            count.decrementAndGet();
            return Refused.USER_HAS_TOO_MANY;
        }
        if (drain.draining()) {
            // It may have been added after all others had been told.
            close(stream);
            return Refused.DRAINING;
        }
        return new Admitted(stream);
    }

    /** Runs it in the calling thread until it has ended. */
    void serve(LiveStream stream) throws InterruptedException {
        if (!stream.begin()) {
            return;
        }
        metrics.began(stream.kind());
        try {
            metrics.countEnd(stream.kind(), stream.run(metrics));
        } finally {
            metrics.over(stream.kind());
            close(stream);
        }
    }

    /** Gives its place free; a second time does nothing. */
    void close(LiveStream stream) {
        if (remove(stream)) {
            count.decrementAndGet();
            leases.release(stream.userId(), stream.id());
        }
    }

    /** Some of the user's notifications, up to this number, may be new. */
    void ring(UUID userId, long sequence) {
        streams.getOrDefault(userId, Set.of()).forEach(stream -> stream.ring(sequence));
    }

    /** Somebody wants one of the user's places. */
    void knock(UUID userId) {
        streams.getOrDefault(userId, Set.of()).forEach(LiveStream::knock);
    }

    /** Tells all of them to come back elsewhere. */
    void leave() {
        all().forEach(LiveStream::leave);
    }

    List<UUID> users() {
        return List.copyOf(streams.keySet());
    }

    List<LiveStream> all() {
        List<LiveStream> all = new ArrayList<>();
        streams.values().forEach(all::addAll);
        return all;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    void renewLeases() {
        List<LiveStream> renewed = all();
        leases.renew(renewed);
        for (LiveStream stream : renewed) {
            if (!isOpen(stream)) {
                // It ended meanwhile: its place was given back and has just been taken again.
                leases.release(stream.userId(), stream.id());
            }
        }
    }

    /** Clients that vanish during the handshake leave streams that nobody serves. */
    void closeAbandoned() {
        for (LiveStream stream : all()) {
            if (stream.isOlderThan(MAX_HANDSHAKE) && stream.begin()) {
                close(stream);
            }
        }
    }

    /**
     * Where all places are taken, those who have them are asked for a sign of life first: an EventSource whose page was
     * loaded again must not be refused for the sake of its own dead streams, because it never tries again.
     */
    private boolean takePlace(LiveStream stream) throws InterruptedException {
        boolean taken = tryPlace(stream);
        for (int look = 0; !taken && look < LOOKS; look++) {
            if (look == 0) {
                knock(stream.userId());
                leases.knock(stream.userId());
            }
            never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            taken = tryPlace(stream);
        }
        return taken;
    }

    /** Here first: only what this replica would take costs a round trip. */
    private boolean tryPlace(LiveStream stream) {
        if (!add(stream)) {
            return false;
        }
        if (leases.take(stream.userId(), stream.id())) {
            return true;
        }
        remove(stream);
        return false;
    }

    private boolean add(LiveStream added) {
        AtomicInteger before = new AtomicInteger();
        streams.compute(added.userId(), (user, present) -> {
            Set<LiveStream> own = present == null ? ConcurrentHashMap.newKeySet(1) : present;
            before.set(own.size());
            if (own.size() < settings.streamsPerUser()) {
                own.add(added);
            }
            return own;
        });
        return before.get() < settings.streamsPerUser();
    }

    private boolean isOpen(LiveStream stream) {
        return streams.getOrDefault(stream.userId(), Set.of()).contains(stream);
    }

    private boolean remove(LiveStream stream) {
        AtomicInteger removed = new AtomicInteger();
        streams.computeIfPresent(stream.userId(), (user, own) -> {
            removed.set(own.remove(stream) ? 1 : 0);
            return own.isEmpty() ? null : own;
        });
        return removed.get() == 1;
    }
}
