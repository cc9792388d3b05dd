package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsUpkeepIT {

    private final OutboxFixture fixture = new OutboxFixture();
    private final EventsUpkeep upkeep = new EventsUpkeep(
            fixture.schema.jdbc(),
            new EventsProperties(
                    Duration.ofMillis(100), 1, Duration.ofSeconds(5), Duration.ofDays(90), Duration.ofDays(30)));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void forgetsWhatWasKeptLongEnoughInBatches() {
        fixture.schema.owner().sql("""
                        INSERT INTO inbox (event_id, topic, created_at)
                        SELECT gen_random_uuid(), 'a', clock_timestamp() - make_interval(days => 80 + (i % 2) * 20)
                        FROM generate_series(1, 5000) AS i
                        """).update();
        deadLetter(20);
        deadLetter(40);

        upkeep.forget();

        assertThat(count("inbox")).isEqualTo(2500);
        assertThat(count("dead_letter")).isEqualTo(1);
    }

    @Test
    void exportsDepthAgeAndDeadLettersAsLastMeasured() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new EventsMetrics(upkeep).bindTo(meters);
        TestTopic topic = new TestTopic("none.v1");
        fixture.append(topic, UUID.randomUUID(), 1);
        fixture.append(topic, UUID.randomUUID(), 1);
        fixture.schema
                .owner()
                .sql("UPDATE outbox SET created_at = created_at - interval '1 hour'")
                .update();
        deadLetter(1);

        upkeep.measure();

        assertThat(meters.get("breakwater.outbox.depth").gauge().value()).isEqualTo(2);
        assertThat(meters.get("breakwater.outbox.oldest.age.seconds").gauge().value())
                .isGreaterThan(3500);
        assertThat(meters.get("breakwater.outbox.stuck").gauge().value()).isZero();
        assertThat(meters.get("breakwater.dead.letters").gauge().value()).isEqualTo(1);
    }

    private void deadLetter(int daysAgo) {
        fixture.schema.owner().sql("""
                        INSERT INTO dead_letter (id, topic, kafka_partition, kafka_offset, kafka_time, payload, headers,
                            cause, attempts, failed_at)
                        VALUES (gen_random_uuid(), 'a', 0, :ago, now(), '', '{}', 'any', 3,
                            clock_timestamp() - make_interval(days => :ago))
                        """).param("ago", daysAgo).update();
    }

    private long count(String table) {
        return fixture.schema
                .owner()
                .sql("SELECT count(*) FROM " + table)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
