package io.breakwater.platform.events;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures the outbox and the dead letters, and deletes what has been kept long enough. */
final class EventsUpkeep {

    private static final Logger log = LoggerFactory.getLogger(EventsUpkeep.class);

    // A batch holds its locks for milliseconds.
    private static final int BATCH = 1_000;
    // Per run: more than an hour's events at 500 a second. What is left waits for the next run.
    private static final int BATCHES = 2_000;
    // Counting stops here: deeper is deep enough for an alert, and the count stays cheap.
    private static final int COUNTED = 100_000;

    private final JdbcClient jdbc;
    private final EventsProperties properties;
    private volatile Sample sample = new Sample(0, 0, 0, 0);

    EventsUpkeep(JdbcClient jdbc, EventsProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    record Sample(long waiting, double oldestSeconds, long stuck, long deadLetters) {}

    /** The last one: a storm of scrapes costs the database nothing. */
    Sample sample() {
        return sample;
    }

    void measure() {
        sample = jdbc.sql("""
                SELECT
                    (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT :counted) AS o),
                    -- A partition's first row is its oldest, but for a moment.
                    coalesce((SELECT extract(epoch FROM clock_timestamp() - min(o.created_at)) FROM outbox_lease l
                        CROSS JOIN LATERAL (SELECT created_at FROM outbox
                            WHERE partition = l.partition ORDER BY position LIMIT 1) AS o), 0),
                    (SELECT count(*) FROM outbox_stuck WHERE poison),
                    (SELECT count(*) FROM dead_letter WHERE status = 'NEW')
                """)
                .param("counted", COUNTED)
                .query((row, number) -> new Sample(row.getLong(1), row.getDouble(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    void forget() {
        int inbox = delete("inbox", "event_id", "created_at", properties.keepInbox());
        int deadLetters = delete("dead_letter", "id", "failed_at", properties.keepDeadLetters());
        log.info("Forgot {} inbox rows and {} dead letters that were kept long enough", inbox, deadLetters);
    }

    private int delete(String table, String key, String time, Duration kept) {
        int deleted = 0;
        int batches = 0;
        int batch = BATCH;
        while (batch == BATCH && batches < BATCHES) {
            // Every instance does it, at a minute of its own: whoever comes second finds less. No FOR UPDATE SKIP
            // LOCKED, which
            // would need the right to change rows that nobody may change.
            batch = jdbc.sql("""
                    DELETE FROM %1$s WHERE %2$s IN (
                        SELECT %2$s FROM %1$s WHERE %3$s < clock_timestamp() - make_interval(secs => :kept)
                        ORDER BY %3$s LIMIT :batch)
                    """.formatted(table, key, time))
                    .param("kept", kept.toSeconds())
                    .param("batch", BATCH)
                    .update();
            deleted += batch;
            batches++;
        }
        return deleted;
    }
}
