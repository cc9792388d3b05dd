package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.events.DeadLetter.Status;
import io.breakwater.platform.events.DeadLetters.Replay;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.TestServers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.dao.QueryTimeoutException;

/** A listener's effect, over a real Postgres and a real Kafka. */
class EventConsumersIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final FreshSchema schema = FreshSchema.create();
    private final TestTopic topic = TestTopic.create();
    private final EventsKafka kafka = OutboxFixture.kafka(TestServers.kafka());
    private final KafkaRecords records = new KafkaRecords();
    private final Inbox inbox = new Inbox(schema.jdbc(), schema.transactions());
    // Each test says what the listener does beside its row.
    private volatile Consumer<Event> behaviour = event -> {};
    private final EventListener listener = new EventListener() {
        @Override
        public String topic() {
            return topic.name();
        }

        @Override
        public void on(Event event) {
            schema.jdbc()
                    .sql("INSERT INTO effect VALUES (:key, :request)")
                    .param("key", event.aggregateId())
                    .param("request", MDC.get("requestId"))
                    .update();
            behaviour.accept(event);
        }
    };
    private final DeadLetters deadLetters = new DeadLetters(
            schema.jdbc(),
            schema.transactions(),
            inbox,
            () -> List.of(listener),
            new IdGenerator(Clock.systemUTC(), new SecureRandom()));
    private final EventConsumers consumers =
            new EventConsumers(List.of(listener), kafka, inbox, deadLetters, TestTopic.GROUP, 1, left -> {});

    @BeforeEach
    void start() {
        schema.owner().sql("CREATE TABLE effect (key uuid, request text)").update();
        schema.owner()
                .sql("GRANT SELECT, INSERT ON effect TO "
                        + TestServers.database().application())
                .update();
        consumers.start();
    }

    @AfterEach
    void stop() {
        consumers.stop();
        records.close();
        kafka.destroy();
        schema.close();
    }

    @Test
    void doesNothingAtASecondDelivery() {
        UUID key = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        Map<String, String> headers = headers(key);

        records.send(topic.name(), key.toString(), headers, "{}");
        records.send(topic.name(), key.toString(), headers, "{}");
        // The same key, so it is behind them.
        records.send(topic.name(), key.toString(), headers(last), "{}");
        await().atMost(BOUND).until(() -> effects(last) == 1);

        assertThat(effects(key)).isEqualTo(1);
        assertThat(schema.jdbc()
                        .sql("SELECT request FROM effect WHERE key = :key")
                        .param("key", key)
                        .query((row, number) -> row.getString(1))
                        .single())
                .isEqualTo("request-1");
    }

    @Test
    void tellsHowManyMessagesWait() {
        CountDownLatch hold = new CountDownLatch(1);
        behaviour = event -> uninterruptibly(hold);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ConsumerLag lag = new ConsumerLag(consumers, kafka, TestTopic.GROUP);
        lag.bindTo(meters);
        Gauge gauge =
                meters.get("breakwater.consumer.lag").tag("topic", topic.name()).gauge();

        for (int i = 0; i < 3; i++) {
            records.send(topic.name(), "same", headers(UUID.randomUUID()), "{}");
        }
        await().atMost(BOUND).until(() -> {
            lag.measure();
            return gauge.value() == 3;
        });
        hold.countDown();
        await().atMost(BOUND).until(() -> {
            lag.measure();
            return gauge.value() == 0;
        });

        assertThat(topic.size()).isEqualTo(3);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void deadLettersAFaultyMessageWithItsCauseAndGoesOn() {
        UUID faulty = UUID.randomUUID();
        UUID behind = UUID.randomUUID();
        AtomicInteger tries = new AtomicInteger();
        behaviour = event -> {
            if (event.aggregateId().equals(faulty)) {
                tries.incrementAndGet();
                throw new IllegalStateException("no such thing");
            }
        };

        records.send(topic.name(), "same", headers(faulty), "{\"a\":1}");
        records.send(topic.name(), "same", headers(behind), "{}");
        await().atMost(BOUND).until(() -> effects(behind) == 1 && waiting().size() == 1);

        assertThat(tries).hasValue(3);
        assertThat(effects(faulty)).isZero();
        assertThat(waiting()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(topic.name());
            assertThat(letter.key()).isEqualTo("same");
            assertThat(letter.type()).isEqualTo("Changed");
            assertThat(letter.cause()).contains("no such thing");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.payload()).asString().isEqualTo("{\"a\":1}");
        });
        try (KafkaRecords reader = new KafkaRecords()) {
            assertThat(reader.in(topic.deadLetters()))
                    .singleElement()
                    .satisfies(message -> assertThat(message.headers().get(EventConsumers.CAUSE))
                            .contains("no such thing"));
        }
    }

    @Test
    void deadLettersWhatIsNoEventByteForByte() {
        Map<String, String> withoutId = headers(UUID.randomUUID());
        withoutId.remove("ce_id");
        UUID behind = UUID.randomUUID();

        records.send(topic.name(), "same", withoutId, "\u0000 no JSON \u00fc");
        records.send(topic.name(), "same", Map.of(), "");
        records.send(topic.name(), "same", headers(behind), "{}");
        await().atMost(BOUND).until(() -> effects(behind) == 1 && waiting().size() == 2);

        assertThat(waiting())
                .anySatisfy(letter -> {
                    assertThat(letter.cause()).contains("ce_id");
                    assertThat(letter.eventId()).isNull();
                    assertThat(letter.payload()).asString().isEqualTo("\u0000 no JSON \u00fc");
                })
                .anySatisfy(letter -> assertThat(letter.cause()).contains("ce_specversion"));
    }

    @Test
    void triesWithoutEndWhileSomethingIsAwayAndDeadLettersNothing() {
        UUID key = UUID.randomUUID();
        AtomicInteger tries = new AtomicInteger();
        behaviour = event -> {
            if (tries.incrementAndGet() <= 5) {
                throw new QueryTimeoutException("the database is slow");
            }
        };

        records.send(topic.name(), key.toString(), headers(key), "{}");
        await().atMost(BOUND).until(() -> effects(key) == 1);

        assertThat(tries).hasValue(6);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void replaysThroughTheOwnListenerWithExactlyOneEffect() {
        UUID key = UUID.randomUUID();
        behaviour = event -> {
            throw new MessageRejected("not yet");
        };
        records.send(topic.name(), key.toString(), headers(key), "{}");
        await().atMost(BOUND).until(() -> waiting().size() == 1);
        UUID id = waiting().getFirst().id();

        assertThat(deadLetters.replay(id)).isEqualTo(Replay.REFUSED);
        assertThat(deadLetters.find(id)).get().extracting(DeadLetter::attempts).isEqualTo(4);
        behaviour = event -> {};
        assertThat(deadLetters.replay(id)).isEqualTo(Replay.REPLAYED);
        assertThat(deadLetters.replay(id)).isEqualTo(Replay.NOT_WAITING);

        assertThat(effects(key)).isEqualTo(1);
        assertThat(deadLetters.find(id)).get().extracting(DeadLetter::status).isEqualTo(Status.REPLAYED);
    }

    @Test
    void storesADeadLetterOnceHoweverOftenItComes() {
        UUID key = UUID.randomUUID();
        behaviour = event -> {
            throw new MessageRejected("no");
        };
        records.send(topic.name(), key.toString(), headers(key), "{}");
        await().atMost(BOUND).until(() -> waiting().size() == 1);
        var arrived = new DeadLetters.Arrived(
                topic.name(),
                number("kafka_partition").intValue(),
                number("kafka_offset"),
                schema.jdbc()
                        .sql("SELECT kafka_time FROM dead_letter")
                        .query((row, index) -> row.getTimestamp(1).toInstant())
                        .single(),
                null,
                new byte[0],
                Map.of(),
                "again",
                3,
                Clock.systemUTC().instant());

        deadLetters.store(arrived);

        assertThat(waiting())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).contains("no"));
    }

    private Long number(String column) {
        return schema.jdbc()
                .sql("SELECT " + column + " FROM dead_letter")
                .query((row, index) -> row.getLong(1))
                .single();
    }

    private List<DeadLetter> waiting() {
        return deadLetters.list(Status.NEW, 10);
    }

    private long effects(UUID key) {
        return schema.jdbc()
                .sql("SELECT count(*) FROM effect WHERE key = :key")
                .param("key", key)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private static Map<String, String> headers(UUID key) {
        return new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", UUID.randomUUID().toString(),
                "ce_source", "a-test",
                "ce_type", "Changed",
                "ce_subject", key.toString(),
                "ce_time", "2026-03-02T09:30:12.980Z",
                "ce_aggregateversion", "1",
                "x-request-id", "request-1"));
    }
}
