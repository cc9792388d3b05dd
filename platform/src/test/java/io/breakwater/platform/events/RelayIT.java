package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.telemetry.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NetworkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must hold of any relay, over a real Postgres and a real Kafka. */
class RelayIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final OutboxFixture fixture = new OutboxFixture();
    private final TestTopic topic = TestTopic.create();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void publishesACloudEventWithTheStoryThatItBelongsTo() {
        UUID key = UUID.randomUUID();
        Origin origin = new Origin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "request-1");
        Relay relay = fixture.relay();

        origin.call(() -> {
            fixture.append(topic, key, 7);
            return true;
        });
        relay.start();
        await().atMost(BOUND).until(() -> fixture.waiting() == 0);
        relay.stop();

        assertThat(topic.messages()).singleElement().satisfies(message -> {
            assertThat(message.key()).isEqualTo(key.toString());
            assertThat(message.value()).isEqualTo("{\"version\":7}");
            assertThat(message.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_source", TestTopic.GROUP)
                    .containsEntry("ce_type", "Changed")
                    .containsEntry("ce_subject", key.toString())
                    .containsEntry("ce_aggregateversion", "7")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("traceparent", origin.traceparent())
                    .containsEntry("x-request-id", "request-1")
                    .hasEntrySatisfying("ce_time", time -> assertThat(time).matches(".*T..:..:..\\.\\d{3}Z"));
        });
    }

    @Test
    void belongsIntoATransactionAndRefusesWhatIsTooLarge() {
        UUID key = UUID.randomUUID();
        OutboxEvent event = new OutboxEvent(topic.name(), "Changed", key, 1, Map.of());

        assertThatThrownBy(() -> fixture.outbox.append(event)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fixture.append(topic, key, 1, Map.of("text", "x".repeat(300_000))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(fixture.waiting()).isZero();
    }

    @Test
    void sharesThePartitionsFairlyAndHandsThemOverAtTheEnd() throws InterruptedException {
        Relay first = fixture.relay();
        Relay second = fixture.relay();

        first.keepLeasesOnce();
        second.keepLeasesOnce();
        assertThat(owners()).containsExactly(8L);
        first.keepLeasesOnce();
        first.turn();
        second.keepLeasesOnce();
        assertThat(owners()).containsExactly(4L, 4L);
        first.start();
        first.stop();
        second.keepLeasesOnce();

        assertThat(owners()).containsExactly(8L);
    }

    @Test
    void keepsFirstOccurrencesInOrderWhenAFrozenOwnerComesBack() throws Exception {
        List<UUID> keys = Stream.generate(UUID::randomUUID).limit(20).toList();
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        AtomicInteger sends = new AtomicInteger();
        // Freezes in the middle of a batch, with some of it sent and much of it read.
        Relay zombie = fixture.relay(new WilfulProducers(fixture.kafka.producers(), message -> {
            if (sends.incrementAndGet() == 30) {
                frozen.countDown();
                awaitQuietly(thaw);
            }
            return null;
        }));
        LongStream.rangeClosed(1, 10).forEach(version -> keys.forEach(key -> fixture.append(topic, key, version)));

        zombie.keepLeasesOnce();
        Thread zombieTurn = Thread.ofVirtual().start(() -> turn(zombie));
        frozen.await();
        fixture.expireLeases();
        Relay successor = fixture.relay();
        successor.start();
        LongStream.rangeClosed(11, 20).forEach(version -> keys.forEach(key -> fixture.append(topic, key, version)));
        await().atMost(BOUND).until(() -> fixture.waiting() == 0);
        thaw.countDown();
        zombieTurn.join();
        successor.stop();

        assertThat(sends.get()).as("the zombie did go on").isGreaterThan(30);
        for (UUID key : keys) {
            assertThat(topic.firstOccurrences(key))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void publishesTwiceWithTheSameIdWhenItDiesBetweenSendAndDelete() throws InterruptedException {
        UUID key = UUID.randomUUID();
        fixture.append(topic, key, 1);
        fixture.append(topic, key, 2);
        OutboxLeases leases = leases();

        new OutboxPublisher(fixture.kafka.producers(), TestTopic.GROUP)
                .publish(
                        new OutboxRows(fixture.schema.jdbc())
                                .next(leases.owner(), 50, new OutboxFloors())
                                .rows(),
                        () -> true);
        // Here it dies.
        fixture.expireLeases();
        Relay successor = fixture.relay();
        successor.start();
        await().atMost(BOUND).until(() -> fixture.waiting() == 0);
        successor.stop();

        assertThat(topic.messages()).hasSize(4);
        assertThat(topic.messages().stream()
                        .map(message -> message.headers().get("ce_id"))
                        .distinct())
                .hasSize(2);
        assertThat(topic.firstOccurrences(key)).containsExactly(1L, 2L);
    }

    @Test
    void neverLetsALaterRowOfAKeyPassAFailedOne() {
        UUID unlucky = UUID.randomUUID();
        UUID lucky = UUID.randomUUID();
        AtomicInteger failures = new AtomicInteger();
        Relay relay = fixture.relay(new WilfulProducers(
                fixture.kafka.producers(),
                message -> isFirst(message, unlucky) && failures.incrementAndGet() <= 2
                        ? new NetworkException("not today")
                        : null));
        LongStream.rangeClosed(1, 3).forEach(version -> {
            fixture.append(topic, unlucky, version);
            fixture.append(topic, lucky, version);
        });

        relay.start();
        await().atMost(BOUND).until(() -> failures.get() == 1);
        await().atMost(BOUND).until(() -> topic.firstOccurrences(lucky).size() == 3);
        assertThat(failures.get()).as("meanwhile").isLessThan(3);
        assertThat(topic.firstOccurrences(unlucky)).isEmpty();
        await().atMost(BOUND).until(() -> fixture.waiting() == 0);
        relay.stop();

        assertThat(topic.firstOccurrences(unlucky)).containsExactly(1L, 2L, 3L);
        assertThat(stuck()).isZero();
    }

    @Test
    void leavesNoRestBehindThatNobodyWouldEnd() {
        UUID key = UUID.randomUUID();
        fixture.append(topic, key, 1);
        OutboxRows rows = new OutboxRows(fixture.schema.jdbc());
        OutboxLeases former = leases();
        OutboxRow seenByFormer =
                rows.next(former.owner(), 50, new OutboxFloors()).rows().getFirst();
        fixture.expireLeases();
        OutboxLeases current = leases();
        OutboxRow row =
                rows.next(current.owner(), 50, new OutboxFloors()).rows().getFirst();

        rows.setAside(former.owner(), seenByFormer, Duration.ofMinutes(1), true, "too late to say so");
        assertThat(stuck()).as("its lease was lost").isZero();
        rows.setAside(current.owner(), row, Duration.ofMinutes(1), true, "too large");
        assertThat(stuck()).isEqualTo(1);
        assertThat(rows.next(current.owner(), 50, new OutboxFloors()).rows()).isEmpty();
        assertThat(rows.delete(former.owner(), List.of(seenByFormer))).isZero();
        assertThat(rows.delete(current.owner(), List.of(row))).isEqualTo(1);

        assertThat(stuck()).isZero();
    }

    @Test
    void goesOnCommittingWhileTheBrokerIsUnreachableAndDrainsAfterwards() throws Exception {
        UUID key = UUID.randomUUID();
        try (LateBroker broker = new LateBroker()) {
            EventsKafka kafka = OutboxFixture.kafka(broker.address());
            Relay relay = fixture.relay(kafka.producers());
            relay.start();

            LongStream.rangeClosed(1, 5).forEach(version -> fixture.append(topic, key, version));
            await().atMost(BOUND)
                    .until(() -> fixture.schema
                                    .owner()
                                    .sql("SELECT count(*) FROM outbox_stuck WHERE NOT poison")
                                    .query((row, number) -> row.getLong(1))
                                    .single()
                            == 1);
            assertThat(fixture.waiting()).isEqualTo(5);
            broker.open();
            await().atMost(BOUND).until(() -> fixture.waiting() == 0);
            relay.stop();
            kafka.destroy();
        }

        assertThat(topic.firstOccurrences(key)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    private OutboxLeases leases() {
        OutboxLeases leases = new OutboxLeases(fixture.schema.jdbc(), UUID.randomUUID());
        leases.renew();
        leases.claim(8);
        return leases;
    }

    private long stuck() {
        return fixture.schema
                .owner()
                .sql("SELECT count(*) FROM outbox_stuck")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private List<Long> owners() {
        return fixture.schema
                .owner()
                .sql("SELECT count(*) FROM outbox_lease WHERE owner IS NOT NULL GROUP BY owner")
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static boolean isFirst(ProducerRecord<byte[], byte[]> message, UUID key) {
        return new String(message.key(), StandardCharsets.UTF_8).equals(key.toString())
                && "1".equals(CloudEvents.header(message.headers(), "ce_aggregateversion"));
    }

    private static void turn(Relay relay) {
        try {
            relay.turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
