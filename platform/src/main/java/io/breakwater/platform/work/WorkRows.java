package io.breakwater.platform.work;

import io.breakwater.platform.telemetry.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The workers' side of the work table. Every write after the claim is conditional on the claim's epoch. */
final class WorkRows {

    // With a lease: where the answer to a commit was lost, the outcome is brought a second time, and must not count
    // twice.
    private static final String IN_HAND =
            "kind = :kind AND key = :key AND epoch = :epoch AND status = 'DUE' AND leased_until IS NOT NULL";

    private final JdbcClient jdbc;

    WorkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A claimed job, and what its outcome will be recorded under. */
    record Claim(Claimed job, long epoch, Origin origin) {}

    /**
     * Claims what is due, the longest due first. One statement, so no lock outlives it; the lease says whose the job
     * is. The job of a worker that died is due when its lease has ended.
     */
    List<Claim> claim(String kind, int atMost, Duration lease) {
        // Materialized: the plan of IN (SELECT ... LIMIT) may run it once per row, and each time find other rows, since
        // those that it has changed itself are skipped; then more is claimed than there are hands, and waits in vain
        // while its lease runs out.
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT kind, key FROM work
                    WHERE kind = :kind AND status = 'DUE' AND next_attempt_at <= clock_timestamp()
                    ORDER BY next_attempt_at LIMIT :atMost FOR UPDATE SKIP LOCKED)
                UPDATE work w SET epoch = epoch + 1, attempts = attempts + 1,
                    next_attempt_at = clock_timestamp() + make_interval(secs => :lease),
                    leased_until = clock_timestamp() + make_interval(secs => :lease)
                FROM due WHERE w.kind = due.kind AND w.key = due.key
                RETURNING w.*
                """)
                .param("kind", kind)
                .param("atMost", atMost)
                .param("lease", lease.toMillis() / 1000.0)
                .query(WorkRows::claim)
                .list();
    }

    /**
     * The claims among these that are still held, each for another lease. What has been recorded, or taken over by
     * another worker, isn't.
     */
    List<Claim> renew(List<Claim> claims, Duration lease) {
        Set<String> held = Set.copyOf(jdbc.sql("""
                UPDATE work w SET
                    next_attempt_at = clock_timestamp() + make_interval(secs => :lease),
                    leased_until = clock_timestamp() + make_interval(secs => :lease)
                FROM unnest(:kinds::text[], :keys::text[], :epochs::bigint[]) AS c (kind, key, epoch)
                WHERE w.kind = c.kind AND w.key = c.key AND w.epoch = c.epoch AND w.leased_until IS NOT NULL
                  AND w.status = 'DUE'
                RETURNING w.key
                """)
                .param("lease", lease.toMillis() / 1000.0)
                .param("kinds", claims.stream().map(it -> it.job().kind()).toArray(String[]::new))
                .param("keys", claims.stream().map(it -> it.job().key()).toArray(String[]::new))
                .param("epochs", claims.stream().mapToLong(Claim::epoch).toArray())
                .query((row, number) -> row.getString(1))
                .list());
        return claims.stream().filter(it -> held.contains(it.job().key())).toList();
    }

    boolean delete(Claim claim) {
        return jdbc.sql("DELETE FROM work WHERE " + IN_HAND)
                        .param("kind", claim.job().kind())
                        .param("key", claim.job().key())
                        .param("epoch", claim.epoch())
                        .update()
                == 1;
    }

    boolean retryIn(Claim claim, Duration pause, String reason) {
        return update(
                claim,
                "next_attempt_at = clock_timestamp() + make_interval(secs => :value)",
                pause.toMillis() / 1000.0,
                reason);
    }

    boolean retryAt(Claim claim, Instant due, String reason) {
        return update(claim, "next_attempt_at = :value", Timestamp.from(due), reason);
    }

    boolean fail(Claim claim, String reason) {
        return update(claim, "status = :value", "FAILED", reason);
    }

    private boolean update(Claim claim, String assignment, Object value, String reason) {
        return jdbc.sql("UPDATE work SET " + assignment + ", leased_until = NULL, last_error = :reason WHERE "
                                + IN_HAND)
                        .param("value", value)
                        .param("reason", reason)
                        .param("kind", claim.job().kind())
                        .param("key", claim.job().key())
                        .param("epoch", claim.epoch())
                        .update()
                == 1;
    }

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(
                new Claimed(
                        row.getString("kind"),
                        row.getString("key"),
                        row.getInt("attempts"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("payload")),
                row.getLong("epoch"),
                new Origin(row.getString("traceparent"), row.getString("request_id")));
    }
}
