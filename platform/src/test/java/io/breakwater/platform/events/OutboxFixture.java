package io.breakwater.platform.events;

import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.testing.TestServers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ProducerFactory;

/** An outbox in a schema of its own, and as many relays as a test wants. */
final class OutboxFixture implements AutoCloseable {

    final FreshSchema schema = FreshSchema.create();
    final IdGenerator ids = new IdGenerator(Clock.systemUTC(), new SecureRandom());
    final EventsKafka kafka = kafka(TestServers.kafka());
    private final Bell bell = new Bell();
    final Outbox outbox = new PostgresOutbox(schema.jdbc(), ids, Clock.systemUTC(), bell);

    static EventsKafka kafka(String bootstrap) {
        return new EventsKafka(new KafkaProperties(), () -> List.of(bootstrap), TestTopic.GROUP);
    }

    /** Not started: a test may drive it by hand. */
    Relay relay() {
        return relay(kafka.producers());
    }

    Relay relay(ProducerFactory<byte[], byte[]> producers) {
        return new Relay(
                new OutboxRows(schema.jdbc()),
                new OutboxLeases(schema.jdbc(), ids.next()),
                new OutboxPublisher(producers, TestTopic.GROUP),
                bell,
                Duration.ofMillis(50));
    }

    /** One transaction, as a use case would have it. */
    void append(TestTopic topic, UUID key, long version) {
        append(topic, key, version, Map.of("version", version));
    }

    void append(TestTopic topic, UUID key, long version, Object data) {
        schema.transactions()
                .executeWithoutResult(
                        status -> outbox.append(new OutboxEvent(topic.name(), "Changed", key, version, data)));
    }

    /** What happens to a relay that doesn't renew. */
    void expireLeases() {
        schema.owner()
                .sql("UPDATE outbox_lease SET expires_at = clock_timestamp() - interval '1 second'")
                .update();
        schema.owner()
                .sql("UPDATE outbox_relay SET expires_at = clock_timestamp() - interval '1 second'")
                .update();
    }

    long waiting() {
        return schema.owner()
                .sql("SELECT count(*) FROM outbox")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    @Override
    public void close() {
        kafka.destroy();
        schema.close();
    }
}
