package io.breakwater.platform.work;

import io.breakwater.platform.jdbc.AfterCommit;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.telemetry.Origin;
import java.sql.Timestamp;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The queue as a table beside the service's own. */
final class PostgresWorkQueue implements WorkQueue {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    // One per kind that this service has: as many as there are worker classes.
    private final Map<String, Bell> bells = new ConcurrentHashMap<>();

    PostgresWorkQueue(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Bell bell(String kind) {
        return bells.computeIfAbsent(kind, any -> new Bell());
    }

    @Override
    public void add(Job job) {
        AfterCommit.requireTransaction("A job");
        Origin origin = Origin.current();
        jdbc.sql("""
                INSERT INTO work (kind, key, payload, next_attempt_at, traceparent, request_id)
                VALUES (:kind, :key, :payload, coalesce(:due, clock_timestamp()), :traceparent, :request)
                ON CONFLICT (kind, key) DO NOTHING
                """)
                .param("kind", job.kind())
                .param("key", job.key())
                .param("payload", json.writeValueAsString(job.payload()))
                .param(
                        "due",
                        job.due() == null ? null : Timestamp.from(job.due()),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("traceparent", origin.traceparent())
                .param("request", origin.requestId())
                .update();
        AfterCommit.run(bell(job.kind())::ring);
    }

    /** Skips what is locked: it is being claimed or recorded in this moment, and two instances may do this at once. */
    @Override
    public void makeDue(String kind) {
        jdbc.sql("""
                UPDATE work SET next_attempt_at = clock_timestamp() WHERE (kind, key) IN (
                    SELECT kind, key FROM work
                    WHERE kind = :kind AND status = 'DUE' AND leased_until IS NULL
                      AND next_attempt_at > clock_timestamp()
                    FOR UPDATE SKIP LOCKED)
                """).param("kind", kind).update();
        AfterCommit.run(bell(kind)::ring);
    }
}
