package io.breakwater.platform.events;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The relay's side of the outbox table. */
final class OutboxRows {

    private final JdbcClient jdbc;

    OutboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The oldest rows of every partition that the owner holds, in order. The lease is read by the same statement, so
     * there is no moment in which a former owner reads. No row is locked: {@code SKIP LOCKED} per row would let a later
     * row of a key pass an earlier one, and a lock held over the broker call would be a long transaction.
     */
    List<OutboxRow> next(UUID owner, int perPartition) {
        return jdbc.sql("""
                SELECT l.epoch, o.*
                FROM outbox_lease l CROSS JOIN LATERAL (
                    SELECT o.*, coalesce(s.attempts, 0) AS failures
                    FROM outbox o LEFT JOIN outbox_stuck s ON s.aggregate_id = o.aggregate_id
                    WHERE o.partition = l.partition AND (s.retry_at IS NULL OR s.retry_at <= clock_timestamp())
                    ORDER BY o.position LIMIT :limit) o
                WHERE l.owner = :owner AND l.expires_at > clock_timestamp()
                ORDER BY o.position
                """)
                .param("owner", owner)
                .param("limit", perPartition)
                .query(OutboxRow::of)
                .list();
    }

    /** Deletes what is published, as far as the leases are still those under which it was read. */
    int delete(UUID owner, List<OutboxRow> published) {
        return jdbc.sql("""
                WITH published AS (
                    SELECT * FROM unnest(:partitions::int[], :positions::bigint[], :epochs::bigint[])
                        AS p (partition, position, epoch)),
                held AS (
                    SELECT l.partition, l.epoch FROM outbox_lease l
                    WHERE l.owner = :owner AND l.partition IN (SELECT partition FROM published) FOR SHARE)
                DELETE FROM outbox o USING published p, held h
                WHERE h.partition = p.partition AND h.epoch = p.epoch
                  AND o.partition = p.partition AND o.position = p.position
                """)
                .param("owner", owner)
                .param(
                        "partitions",
                        published.stream().mapToInt(OutboxRow::partition).toArray())
                .param(
                        "positions",
                        published.stream().mapToLong(OutboxRow::position).toArray())
                .param("epochs", published.stream().mapToLong(OutboxRow::epoch).toArray())
                .update();
    }

    /** Lets the row's aggregate rest, and with it all its later rows; every other one goes on. */
    void setAside(OutboxRow row, Duration rest, boolean poison, String error) {
        jdbc.sql("""
                INSERT INTO outbox_stuck (aggregate_id, event_id, attempts, retry_at, poison, last_error)
                VALUES (:aggregate, :event, 1, clock_timestamp() + make_interval(secs => :rest), :poison, :error)
                ON CONFLICT (aggregate_id) DO UPDATE SET event_id = excluded.event_id, retry_at = excluded.retry_at,
                    attempts = outbox_stuck.attempts + 1, poison = excluded.poison, last_error = excluded.last_error
                """)
                .param("aggregate", row.aggregateId())
                .param("event", row.eventId())
                .param("rest", rest.toMillis() / 1000.0)
                .param("poison", poison)
                .param("error", error)
                .update();
    }

    void unstick(List<UUID> aggregates) {
        jdbc.sql("DELETE FROM outbox_stuck WHERE aggregate_id = ANY(:aggregates::uuid[])")
                .param("aggregates", aggregates.stream().map(UUID::toString).toArray(String[]::new))
                .update();
    }
}
