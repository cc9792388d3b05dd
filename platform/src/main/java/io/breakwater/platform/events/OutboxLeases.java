package io.breakwater.platform.events;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which relay publishes which partitions. Single statements by the database's clock, no session state and no lock that
 * outlives a statement: so it works through PgBouncer's transaction mode, and an owner that is frozen or gone loses its
 * partitions when its lease ends.
 */
final class OutboxLeases {

    // A dead relay's events wait at most this long; a pause of three renewals and a half is no reason to lose a lease.
    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration RENEWAL = Duration.ofSeconds(3);

    private final JdbcClient jdbc;
    private final UUID owner;

    OutboxLeases(JdbcClient jdbc, UUID owner) {
        this.jdbc = jdbc;
        this.owner = owner;
    }

    UUID owner() {
        return owner;
    }

    /** Says that this relay lives, and keeps what it has. */
    void renew() {
        jdbc.sql("""
                INSERT INTO outbox_relay (owner, expires_at)
                VALUES (:owner, clock_timestamp() + make_interval(secs => :lease))
                ON CONFLICT (owner) DO UPDATE SET expires_at = excluded.expires_at
                """).param("owner", owner).param("lease", LEASE.toSeconds()).update();
        // By owner only: a lease that ran out but that nobody took is still ours.
        jdbc.sql("""
                UPDATE outbox_lease SET expires_at = clock_timestamp() + make_interval(secs => :lease)
                WHERE owner = :owner
                """).param("owner", owner).param("lease", LEASE.toSeconds()).update();
        jdbc.sql("DELETE FROM outbox_relay WHERE expires_at < clock_timestamp() - interval '1 minute'")
                .update();
    }

    /** How many partitions each living relay may have. */
    int fairShare() {
        int relays = jdbc.sql("SELECT count(*) FROM outbox_relay WHERE expires_at > clock_timestamp()")
                .query((row, number) -> row.getInt(1))
                .single();
        return Math.ceilDiv(PostgresOutbox.PARTITIONS, Math.max(1, relays));
    }

    int owned() {
        return jdbc.sql("SELECT count(*) FROM outbox_lease WHERE owner = :owner")
                .param("owner", owner)
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /** Takes up to that many partitions that nobody holds. The new epoch ends whatever their last owner still does. */
    int claim(int atMost) {
        // Materialized: within IN (...) the choice may be made more than once, and more be taken than the fair share.
        return jdbc.sql("""
                WITH free AS MATERIALIZED (
                    SELECT partition FROM outbox_lease WHERE owner IS NULL OR expires_at < clock_timestamp()
                    ORDER BY random() LIMIT :atMost FOR UPDATE SKIP LOCKED)
                UPDATE outbox_lease l
                SET owner = :owner, epoch = epoch + 1,
                    expires_at = clock_timestamp() + make_interval(secs => :lease)
                FROM free WHERE l.partition = free.partition
                """)
                .param("owner", owner)
                .param("lease", LEASE.toSeconds())
                .param("atMost", atMost)
                .update();
    }

    /** Gives up to that many partitions away. Only between batches: what is being sent would be sent twice. */
    int release(int atMost) {
        return jdbc.sql("""
                UPDATE outbox_lease SET owner = NULL, expires_at = '-infinity'
                WHERE owner = :owner AND partition IN (
                    SELECT partition FROM outbox_lease WHERE owner = :owner ORDER BY partition DESC LIMIT :atMost)
                """).param("owner", owner).param("atMost", atMost).update();
    }

    /** Leaves for good: the others take over at once. */
    void leave() {
        release(PostgresOutbox.PARTITIONS);
        jdbc.sql("DELETE FROM outbox_relay WHERE owner = :owner")
                .param("owner", owner)
                .update();
    }
}
