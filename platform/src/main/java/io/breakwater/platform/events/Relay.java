package io.breakwater.platform.events;

import io.breakwater.platform.drain.DrainPhases;
import io.breakwater.platform.drain.DrainTimes;
import io.breakwater.platform.events.OutboxPublisher.Sent;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.OutageLog;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the outbox: one thread that reads, sends and deletes, and one that keeps the leases, so that a broker that
 * hangs costs no lease. Woken after a commit in this process; polls for what others committed.
 */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    // Of each partition; together at most 400 messages in flight, some MB in the producer's buffer of 32.
    static final int ROWS_PER_PARTITION = 50;
    // An aggregate whose send timed out is tried again soon: the broker may be back.
    private static final Duration REST = Duration.ofSeconds(5);
    // What the broker refuses as it is won't change by itself, but a setting (the largest message, a topic) may.
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    // A database that is away is asked about once a second.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    // From time to time a look begins at the very beginning, in case positions went back with a restored server.
    private static final Duration FLOORS_KEPT = Duration.ofMinutes(1);

    private final OutboxRows rows;
    private final OutboxLeases leases;
    private final OutboxPublisher publisher;
    private final Bell bell;
    private final Duration poll;
    private final Bell stopped = new Bell();
    private final OutboxFloors floors = new OutboxFloors();
    private final OutageLog reading = new OutageLog(log, "The outbox relay");
    private final OutageLog renewing = new OutageLog(log, "The outbox leases");
    private final OutageLog sending = new OutageLog(log, "The publishing of events");
    private volatile boolean running;
    private volatile long heldUntilNanos;
    private volatile int excess;
    // These two belong to whichever thread turns.
    private boolean nothingPublished;
    private long floorsSinceNanos;
    private @Nullable Thread publishing;
    private @Nullable Thread keeping;

    Relay(OutboxRows rows, OutboxLeases leases, OutboxPublisher publisher, Bell bell, Duration poll) {
        this.rows = rows;
        this.leases = leases;
        this.publisher = publisher;
        this.bell = bell;
        this.poll = poll;
    }

    @Override
    public void start() {
        running = true;
        keeping = Thread.ofVirtual().name("outbox-leases").start(this::keepLeases);
        publishing = Thread.ofVirtual().name("outbox-relay").start(this::publish);
    }

    private void publish() {
        while (running) {
            try {
                boolean more = turn();
                reading.succeeded();
                if (!more) {
                    bell.await(poll);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The database is away, or a lease was in the way: whatever it is, the rows are still there.
                floors.forget();
                if (!reading.failed(e)) {
                    log.error("The outbox could not be read or cleared; trying again", e);
                }
                pause(bell, AFTER_FAILURE);
            }
        }
    }

    private void keepLeases() {
        while (running) {
            try {
                keepLeasesOnce();
                renewing.succeeded();
            } catch (RuntimeException e) {
                if (!renewing.failed(e)) {
                    log.error("The outbox leases could not be renewed; they end in {}", OutboxLeases.LEASE, e);
                }
            }
            pause(stopped, OutboxLeases.RENEWAL);
        }
    }

    /** Renews, and takes or marks for giving away what the fair share asks for. */
    void keepLeasesOnce() {
        long asked = System.nanoTime();
        leases.renew();
        heldUntilNanos = asked + OutboxLeases.LEASE.toNanos();
        int missing = leases.fairShare() - leases.owned();
        excess = Math.max(0, -missing);
        if (missing > 0 && leases.claim(missing) > 0) {
            bell.ring();
        }
    }

    /** One batch. Returns true if something was published, and more may be waiting. */
    boolean turn() throws InterruptedException {
        if (excess > 0) {
            // Here nothing is in flight.
            leases.release(excess);
            excess = 0;
        }
        OutboxBatch batch = look();
        if (batch.rows().isEmpty()) {
            return false;
        }
        Sent sent = publisher.publish(batch.rows(), () -> heldUntilNanos - System.nanoTime() > 0);
        sent.failed().forEach(this::setAside);
        List<OutboxRow> published = sent.published();
        nothingPublished = published.isEmpty();
        if (published.isEmpty()) {
            return false;
        }
        if (sent.failed().isEmpty() && !batch.retrying()) {
            sending.succeeded();
        }
        int deleted = rows.delete(leases.owner(), published);
        if (deleted < published.size()) {
            log.info("{} events were published twice: another relay had taken over", published.size() - deleted);
        }
        return true;
    }

    private OutboxBatch look() {
        if (System.nanoTime() - floorsSinceNanos > FLOORS_KEPT.toNanos()) {
            floors.forget();
            floorsSinceNanos = System.nanoTime();
        }
        OutboxBatch batch = rows.next(leases.owner(), ROWS_PER_PARTITION, floors);
        floors.learn(batch);
        return batch;
    }

    private void setAside(OutboxRow row, Throwable cause) {
        boolean poison = cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof SerializationException
                || cause instanceof InvalidTopicException;
        Duration rest = poison ? REST.multipliedBy(1L << Math.min(row.failures(), 7)) : REST;
        if (rest.compareTo(LONGEST_REST) > 0) {
            rest = LONGEST_REST;
        }
        rows.setAside(leases.owner(), row, rest, poison, String.valueOf(cause));
        if (poison) {
            log.error(
                    "Event {} ({} of {}) can't be published, its aggregate's later events wait behind it",
                    row.eventId(),
                    row.type(),
                    row.aggregateId(),
                    cause);
        } else if (!sending.failed(cause) && row.failures() == 0) {
            log.warn("Event {} could not be published yet", row.eventId(), cause);
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
        stopped.ring();
        try {
            if (publishing != null
                    && publishing.join(DrainTimes.RELAY_STEP)
                    && keeping != null
                    && keeping.join(DrainTimes.RELAY_STEP)) {
                // With the broker away it would only wait; the rows are there for whoever comes next.
                if (!nothingPublished) {
                    flush();
                }
                leases.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The outbox could not be flushed; another relay takes over when the leases end", e);
        }
    }

    private void flush() throws InterruptedException {
        long end = System.nanoTime() + DrainTimes.RELAY_STEP.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < end) {
            more = turn();
        }
    }

    private static void pause(Bell bell, Duration duration) {
        try {
            bell.await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DrainPhases.RELAY;
    }
}
