package io.breakwater.notifications.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A user's notifications in the order of their sequence, for those who follow it. Who takes a number holds the row in
 * {@code notification_sequence} until commit: a reader that sees number n sees all before it, so a cursor loses nothing.
 */
@Repository
public class NotificationFeed {

    // Half of the pool: a thousand streams that come back at once must leave connections to the listeners and requests.
    private static final int MAX_READERS = 4;
    // Each read takes some milliseconds; who waits for so long tries again later.
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final NotificationRows rows;
    private final Clock clock;
    private final Semaphore readers = new Semaphore(MAX_READERS, true);

    /**
     * Where a follower begins.
     *
     * @param from the last number that counts as delivered
     * @param reset true where what the follower has missed can't be delivered any more
     */
    public record Start(long from, boolean reset) {}

    NotificationFeed(JdbcClient jdbc, NotificationRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Begins after a number, or where that is null from now on. It is a reset where the first missed one is older than
     * what is kept for resuming, and where there has never been such a number: then it is another history that the
     * follower has.
     */
    public Start start(UUID userId, @Nullable Long after, Duration kept) {
        return read(() -> jdbc.sql("""
                        SELECT s.latest, n.created_at AS missed_at
                        FROM notification_sequence s
                        LEFT JOIN notification n ON n.user_id = s.user_id AND n.sequence = :after + 1
                        WHERE s.user_id = :userId
                        """)
                .param("userId", userId)
                .param("after", after == null ? 0 : after)
                .query((row, number) ->
                        start(row.getLong("latest"), row.getObject("missed_at", OffsetDateTime.class), after, kept))
                .optional()
                .orElseGet(() -> start(0, null, after, kept)));
    }

    /** Those with the next numbers, in their order. */
    public List<Notification> after(UUID userId, long sequence, int limit) {
        return read(() -> jdbc.sql("""
                        SELECT id, sequence, type, data, created_at, read_at
                        FROM notification
                        WHERE user_id = :userId AND sequence > :sequence
                        ORDER BY sequence
                        LIMIT :limit
                        """)
                .param("userId", userId)
                .param("sequence", sequence)
                .param("limit", limit)
                .query(rows)
                .list());
    }

    /** The latest number of each of these users who has one. */
    public Map<UUID, Long> latest(Collection<UUID> users) {
        Map<UUID, Long> latest = new HashMap<>();
        jdbc.sql("SELECT user_id, latest FROM notification_sequence WHERE user_id = ANY (:users)")
                .param("users", users.toArray(UUID[]::new))
                .query(row -> {
                    latest.put(row.getObject("user_id", UUID.class), row.getLong("latest"));
                });
        return latest;
    }

    private Start start(long latest, @Nullable OffsetDateTime missedAt, @Nullable Long after, Duration kept) {
        if (after == null || after == latest) {
            return new Start(latest, false);
        }
        OffsetDateTime oldest = clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
        boolean deliverable = after < latest && missedAt != null && missedAt.isAfter(oldest);
        return deliverable ? new Start(after, false) : new Start(latest, true);
    }

    private <T> T read(Supplier<T> query) {
        try {
            if (!readers.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransientDataAccessResourceException("Too many streams read at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("Interrupted before the read", e);
        }
        try {
            return query.get();
        } finally {
            readers.release();
        }
    }
}
