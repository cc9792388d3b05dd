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
    OutboxBatch next(UUID owner, int perPartition, OutboxFloors floors) {
        // The time of the statement, not of the clock: that one goes on while the rows are read, and an aggregate whose
        // rest ends in the middle would show its later rows without the first.
        // Resting aggregates are a filter, not a join: over a join the planner reads and sorts the whole backlog for
        // every batch (measured with 100,000 rows: 13,000 pages and 43 ms, instead of 400 rows and 0.8 ms).
        List<OutboxBatch.Line> lines = jdbc.sql("""
                SELECT l.partition AS held, l.epoch, o.*,
                    pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest_running,
                    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_transaction,
                    EXISTS (SELECT FROM outbox_stuck) AS resting,
                    EXISTS (SELECT FROM outbox_stuck WHERE NOT poison) AS retrying
                FROM outbox_lease l
                LEFT JOIN unnest(:partitions::int[], :epochs::bigint[], :floors::bigint[])
                    AS f (partition, epoch, position) ON f.partition = l.partition AND f.epoch = l.epoch
                LEFT JOIN LATERAL (
                    SELECT o.*, coalesce((SELECT attempts FROM outbox_stuck s WHERE s.aggregate_id = o.aggregate_id), 0)
                        AS failures
                    FROM outbox o
                    WHERE o.partition = l.partition AND o.position > coalesce(f.position, 0)
                      AND NOT o.aggregate_id = ANY (ARRAY(
                          SELECT aggregate_id FROM outbox_stuck WHERE retry_at > statement_timestamp()))
                    ORDER BY o.position LIMIT :limit) o ON true
                WHERE l.owner = :owner AND l.expires_at > clock_timestamp()
                ORDER BY o.position
                """)
                .param("partitions", floors.partitions())
                .param("epochs", floors.epochs())
                .param("floors", floors.positions())
                .param("owner", owner)
                .param("limit", perPartition)
                .query(OutboxBatch.Line::of)
                .list();
        return OutboxBatch.of(lines);
    }

    /**
     * Deletes what is published, as far as the leases are still those under which it was read, and with it the rest
     * that it may have had. Returns the number of rows.
     */
    int delete(UUID owner, List<OutboxRow> published) {
        return jdbc.sql("""
                WITH published AS (
                    SELECT * FROM unnest(:partitions::int[], :positions::bigint[], :epochs::bigint[])
                        AS p (partition, position, epoch)),
                held AS (
                    SELECT l.partition, l.epoch FROM outbox_lease l
                    WHERE l.owner = :owner AND l.partition IN (SELECT partition FROM published) FOR SHARE),
                gone AS (
                    DELETE FROM outbox o USING published p, held h
                    WHERE h.partition = p.partition AND h.epoch = p.epoch
                      AND o.partition = p.partition AND o.position = p.position
                    RETURNING o.event_id),
                recovered AS (
                    DELETE FROM outbox_stuck WHERE event_id IN (SELECT event_id FROM gone))
                SELECT count(*) FROM gone
                """)
                .param("owner", owner)
                .param(
                        "partitions",
                        published.stream().mapToInt(OutboxRow::partition).toArray())
                .param(
                        "positions",
                        published.stream().mapToLong(OutboxRow::position).toArray())
                .param("epochs", published.stream().mapToLong(OutboxRow::epoch).toArray())
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * Lets the row's aggregate rest, and with it all its later rows; every other one goes on. Does nothing where the
     * lease is lost: its new owner may have published the row, and then nobody would ever end the rest.
     */
    void setAside(UUID owner, OutboxRow row, Duration rest, boolean poison, String error) {
        jdbc.sql("""
                INSERT INTO outbox_stuck (aggregate_id, event_id, attempts, retry_at, poison, last_error)
                SELECT :aggregate, :event, 1, clock_timestamp() + make_interval(secs => :rest), :poison, :error
                FROM outbox_lease WHERE partition = :partition AND owner = :owner AND epoch = :epoch FOR SHARE
                ON CONFLICT (aggregate_id) DO UPDATE SET event_id = excluded.event_id, retry_at = excluded.retry_at,
                    attempts = outbox_stuck.attempts + 1, poison = excluded.poison, last_error = excluded.last_error
                """)
                .param("aggregate", row.aggregateId())
                .param("event", row.eventId())
                .param("rest", rest.toMillis() / 1000.0)
                .param("poison", poison)
                .param("error", error)
                .param("partition", row.partition())
                .param("owner", owner)
                .param("epoch", row.epoch())
                .update();
    }
}
