package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.events.OutboxUnderTest.RelayUnderTest;
import io.breakwater.platform.process.Seed;
import io.breakwater.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold of any outbox while its relays and its broker come, go, freeze and die (I6 of the invariants): relays
 * are processes of their own, and the truth is the topic, read from its beginning. Sizes: {@code -Dplatform.proof.kills},
 * {@code -Dplatform.proof.away-seconds}; the draw: {@code -Dplatform.seed}.
 */
@ParameterizedClass
@MethodSource("implementations")
class OutboxComplianceIT {

    private static final Duration BOUND = Duration.ofSeconds(150);
    private static final int KILLS = Integer.getInteger("platform.proof.kills", 6);
    private static final int AWAY_SECONDS = Integer.getInteger("platform.proof.away-seconds", 60);
    private static final int BOUNCES = 5;

    private final Function<String, OutboxUnderTest> implementation;
    private final List<AutoCloseable> open = new ArrayList<>();

    OutboxComplianceIT(Function<String, OutboxUnderTest> implementation) {
        this.implementation = implementation;
    }

    /** Another implementation is one more line here. */
    static Stream<Function<String, OutboxUnderTest>> implementations() {
        return Stream.of(PostgresOutboxUnderTest::new);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndKeepsTheOrderWhileTwoRelaysAreKilled() throws Exception {
        survivesKills("two relays killed", 2);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndKeepsTheOrderWhileThreeRelaysAreKilled() throws Exception {
        survivesKills("three relays killed", 3);
    }

    private void survivesKills(String title, int size) throws Exception {
        Random random = Seed.of(title);
        OutboxUnderTest outbox = outbox(TestServers.kafka());
        TestTopic topic = TestTopic.create();
        List<RelayUnderTest> relays = new ArrayList<>();
        for (int relay = 0; relay < size; relay++) {
            relays.add(outbox.startRelay());
        }
        Traffic traffic = trafficBehindABacklog(outbox, topic).start(random);

        for (int kill = 0; kill < KILLS; kill++) {
            pause(random.nextInt(2_500));
            int victim = random.nextInt(size);
            relays.get(victim).kill();
            if (random.nextInt(3) == 0) {
                // Now and then nobody is left for a while.
                int another = (victim + 1) % size;
                relays.get(another).kill();
                relays.set(another, outbox.startRelay());
            }
            relays.set(victim, outbox.startRelay());
        }
        traffic.stop();

        requireAll(title, traffic, outbox, topic);
        for (RelayUnderTest relay : relays) {
            assertThat(relay.stop()).isZero();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void keepsTheOrderWhenAFrozenRelayComesBack() throws Exception {
        Random random = Seed.of("frozen relay");
        OutboxUnderTest outbox = outbox(TestServers.kafka());
        TestTopic topic = TestTopic.create();
        RelayUnderTest frozen = outbox.startRelay();
        outbox.startRelay();
        Traffic traffic = trafficBehindABacklog(outbox, topic).start(random);

        // Twice, as the moment is a draw: in the middle of a batch or between two.
        for (int freeze = 0; freeze < 2; freeze++) {
            pause(200 + random.nextInt(1_000));
            frozen.freeze();
            long since = traffic.events();
            pause(TimeUnit.SECONDS.toMillis(outbox.takeOverSeconds()));
            assertThat(traffic.events()).as("committed meanwhile").isGreaterThan(since);
            frozen.thaw();
        }
        pause(1_000);
        traffic.stop();

        requireAll("frozen relay", traffic, outbox, topic);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void goesOnCommittingWhileTheBrokerIsAwayAndPublishesAfterwards() throws Exception {
        Random random = Seed.of("broker away");
        OwnBroker broker = broker();
        OutboxUnderTest outbox = outbox(broker.bootstrap());
        TestTopic topic = TestTopic.create(broker.bootstrap());
        outbox.startRelay();
        outbox.startRelay();
        Traffic traffic = new Traffic(outbox, topic.name(), 200).start(random);
        pause(1_000);

        broker.kill();
        pause(TimeUnit.SECONDS.toMillis(AWAY_SECONDS));
        assertThat(outbox.waiting()).as("committed without a broker").isPositive();
        assertThat(outbox.stuck()).as("nobody is to blame but the broker").isZero();
        broker.start();
        pause(3_000);
        // And once it only stands still, for longer than a send may take: what was sent arrives late.
        broker.freeze();
        pause(12_000);
        broker.thaw();
        pause(1_000);
        traffic.stop();

        requireAll("broker away", traffic, outbox, topic);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndKeepsTheOrderWhileTheBrokerIsBounced() throws Exception {
        Random random = Seed.of("broker bounced");
        OwnBroker broker = broker();
        OutboxUnderTest outbox = outbox(broker.bootstrap());
        TestTopic topic = TestTopic.create(broker.bootstrap());
        outbox.startRelay();
        outbox.startRelay();
        Traffic traffic = new Traffic(outbox, topic.name(), 30).start(random);

        for (int bounce = 0; bounce < BOUNCES; bounce++) {
            pause(500 + random.nextInt(2_000));
            broker.kill();
            broker.start();
        }
        pause(1_000);
        traffic.stop();

        requireAll("broker bounced", traffic, outbox, topic);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void holdsBackOnlyTheKeyOfAPoisonEventAndGoesOnWhenItIsHealed() {
        OutboxUnderTest outbox = outbox(TestServers.kafka());
        TestTopic topic = TestTopic.create();
        topic.largestMessage(2_000);
        UUID poisoned = UUID.randomUUID();
        UUID healthy = UUID.randomUUID();
        outbox.startRelay();

        append(outbox, topic, poisoned, 1, "small");
        append(outbox, topic, poisoned, 2, "x".repeat(10_000));
        append(outbox, topic, poisoned, 3, "small");
        append(outbox, topic, healthy, 1, "small");
        await().atMost(BOUND).until(() -> outbox.stuck() == 1);
        append(outbox, topic, healthy, 2, "small");
        append(outbox, topic, poisoned, 4, "small");
        await().atMost(BOUND).until(() -> outbox.waiting() == 3);
        assertThat(topic.firstOccurrences(poisoned)).containsExactly(1L);
        assertThat(topic.firstOccurrences(healthy)).containsExactly(1L, 2L);

        topic.largestMessage(1_000_000);
        await().atMost(BOUND).until(() -> outbox.waiting() == 0 && outbox.stuck() == 0);
        Published.on(topic).requireExactly(Map.of(poisoned, 4L, healthy, 2L));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void publishesWhatCommitsLateAlthoughLaterEventsWereFirst() throws Exception {
        OutboxUnderTest outbox = outbox(TestServers.kafka());
        TestTopic topic = TestTopic.create();
        UUID late = UUID.randomUUID();
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(50).toList();
        outbox.startRelay();
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);

        Thread slow = Thread.ofVirtual()
                .start(() -> outbox.inTransaction(events -> {
                    events.append(new OutboxEvent(topic.name(), "Changed", late, 1, Map.of()));
                    appended.countDown();
                    awaitQuietly(commit);
                }));
        appended.await();
        outbox.backlog(topic.name(), others, 100);
        await().atMost(BOUND).until(() -> outbox.waiting() == 0);
        assertThat(topic.firstOccurrences(late)).isEmpty();
        commit.countDown();
        slow.join();
        append(outbox, topic, late, 2, "small");
        await().atMost(BOUND).until(() -> outbox.waiting() == 0);

        assertThat(topic.firstOccurrences(late)).containsExactly(1L, 2L);
    }

    /** So that a relay is in the middle of a batch whenever it is killed or frozen. */
    private static Traffic trafficBehindABacklog(OutboxUnderTest outbox, TestTopic topic) {
        Traffic traffic = new Traffic(outbox, topic.name(), 30);
        traffic.backlog(300, 100);
        return traffic;
    }

    private void requireAll(String title, Traffic traffic, OutboxUnderTest outbox, TestTopic topic) {
        await().atMost(BOUND).until(() -> outbox.waiting() == 0);
        Published published = Published.on(topic);
        System.out.printf(
                "%s: %,d changes, %,d rolled back, %,d events on the topic, %,d duplicates%n",
                title, traffic.events(), traffic.undone(), published.events(), published.duplicates());
        assertThat(traffic.events()).isPositive();
        published.requireExactly(traffic.committed());
    }

    private OutboxUnderTest outbox(String bootstrap) {
        OutboxUnderTest outbox = implementation.apply(bootstrap);
        open.add(outbox);
        return outbox;
    }

    private OwnBroker broker() {
        OwnBroker broker = new OwnBroker();
        open.add(broker);
        return broker;
    }

    private static void append(OutboxUnderTest outbox, TestTopic topic, UUID key, long version, String text) {
        outbox.inTransaction(
                events -> events.append(new OutboxEvent(topic.name(), "Changed", key, version, Map.of("text", text))));
    }

    /** The passing of time is the subject here: nothing ends it earlier. */
    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
