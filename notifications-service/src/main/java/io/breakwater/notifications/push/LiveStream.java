package io.breakwater.notifications.push;

import io.breakwater.notifications.notification.Notification;
import io.breakwater.notifications.notification.NotificationFeed;
import io.breakwater.notifications.notification.NotificationFeed.Start;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.Outages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;

/**
 * One client's place in its user's sequence. It reads the next page of the table when the one before has been written, so a
 * slow client costs one page and holds up nobody. Whatever wakes it, it delivers what the table has after its place: a hint
 * that is lost, late, doubled or wrong changes the time of that at most.
 */
final class LiveStream {

    private static final int KNOCKS = 2;
    // The answer to a ping has one network to cross.
    private static final Duration KNOCK_GAP = Duration.ofMillis(50);

    private final UUID id;
    private final UUID userId;
    private final Start start;
    private final StreamOutput output;
    private final NotificationFeed feed;
    private final PushSettings settings;
    private final long admittedNanos = System.nanoTime();
    private final Bell bell = new Bell();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicLong latest;
    private volatile long cursor;
    private volatile boolean gone;
    private volatile boolean leaving;
    private final AtomicInteger knocks = new AtomicInteger();
    private long pingNanos;

    /** Why a stream has ended; the names are those of the metrics. */
    enum End {
        CLIENT_GONE("client-gone"),
        TOO_SLOW("too-slow"),
        DRAINED("drained");

        private final String tag;

        End(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }
    }

    LiveStream(UUID id, UUID userId, Start start, StreamOutput output, NotificationFeed feed, PushSettings settings) {
        this.id = id;
        this.userId = userId;
        this.start = start;
        this.output = output;
        this.feed = feed;
        this.settings = settings;
        this.cursor = start.from();
        this.latest = new AtomicLong(start.from());
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    StreamKind kind() {
        return output.kind();
    }

    /** True for the first who asks: it runs the stream, or gives it up. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - admittedNanos > age.toNanos();
    }

    /** Somebody says that the user's sequence has got there. */
    void ring(long sequence) {
        if (latest.accumulateAndGet(sequence, Math::max) > cursor) {
            bell.ring();
        }
    }

    /**
     * Asks whether the client is still there, by pings: one that has closed its end answers the first with a reset, on
     * which the second fails. Nothing else tells of it, as clients of SSE send nothing.
     */
    void knock() {
        knocks.set(KNOCKS);
        bell.ring();
    }

    /** This replica drains. */
    void leave() {
        leaving = true;
        bell.ring();
    }

    /** The client has closed its end. */
    void clientHasGone() {
        gone = true;
        bell.ring();
    }

    /** Runs in the calling thread until the stream has ended; the listener counts what is delivered. */
    End run(PushMetrics metrics) throws InterruptedException {
        try {
            return follow(metrics);
        } catch (SlowReader e) {
            return drop();
        } catch (IOException e) {
            return End.CLIENT_GONE;
        }
    }

    private End follow(PushMetrics metrics) throws IOException, InterruptedException {
        output.open(cursor);
        if (start.reset()) {
            metrics.reset(kind());
            output.reset(cursor);
        }
        pingNanos = System.nanoTime() + settings.ping().toNanos();
        // Something may have been added between the look at the table for the start and the first ring that reaches us.
        boolean more = true;
        while (!gone && !leaving) {
            more = (more || latest.get() > cursor) && deliver(metrics);
            if (knocks.get() > 0 || pingNanos - System.nanoTime() <= 0) {
                ping();
            }
            if (!more) {
                bell.await(knocks.get() > 0 ? KNOCK_GAP : Duration.ofNanos(pingNanos - System.nanoTime()));
            }
        }
        if (gone) {
            return End.CLIENT_GONE;
        }
        output.goodbye();
        return End.DRAINED;
    }

    private void ping() throws IOException {
        output.ping(cursor);
        knocks.updateAndGet(left -> Math.max(0, left - 1));
        pingNanos = System.nanoTime() + settings.ping().toNanos();
    }

    /** True where there may be more. */
    private boolean deliver(PushMetrics metrics) throws IOException {
        List<Notification> page;
        try {
            page = feed.after(userId, cursor, settings.page());
        } catch (DataAccessException e) {
            if (!Outages.isOutage(e)) {
                throw e;
            }
            // Whoever asks the table for all streams tells of the outage, and rings when it is over.
            return false;
        }
        if (page.isEmpty()) {
            return false;
        }
        if (page.getFirst().sequence() != cursor + 1) {
            // The client comes back, and is told by a reset.
            throw new IllegalStateException("After " + cursor + " there is a hole in the notifications of " + userId);
        }
        output.send(page);
        metrics.sent(kind(), page.size());
        cursor = page.getLast().sequence();
        return page.size() == settings.page();
    }

    private End drop() {
        try {
            output.drop();
        } catch (IOException e) {
            // It didn't even take the farewell.
            return End.TOO_SLOW;
        }
        return End.TOO_SLOW;
    }
}
