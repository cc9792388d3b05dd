package io.breakwater.platform.work;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures the queue now and then, so that a storm of scrapes costs the database nothing. */
final class WorkSampler {

    private static final Sample NOTHING = new Sample("", 0, 0, 0);

    private final JdbcClient jdbc;
    private volatile Map<String, Sample> samples = Map.of();

    WorkSampler(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Sample(String kind, long due, long waiting, long failed) {}

    Sample sample(String kind) {
        return samples.getOrDefault(kind, NOTHING);
    }

    void measure() {
        samples = jdbc
                .sql("""
                        SELECT kind,
                            count(*) FILTER (WHERE status = 'DUE' AND next_attempt_at <= clock_timestamp()),
                            count(*) FILTER (WHERE status = 'DUE'),
                            count(*) FILTER (WHERE status = 'FAILED')
                        FROM work GROUP BY kind
                        """)
                .query((row, number) -> new Sample(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list()
                .stream()
                .collect(Collectors.toMap(Sample::kind, sample -> sample));
    }
}
