package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.events.OutboxUnderTest.Cost;
import io.breakwater.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That publishing costs the same whatever waits behind it and whatever vacuum can't remove yet: by counts of what the
 * database reads, not by time. Size: {@code -Dplatform.proof.backlog}.
 */
@ParameterizedClass
@MethodSource("io.breakwater.platform.events.OutboxComplianceIT#implementations")
class OutboxCostIT {

    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final int BACKLOG = Integer.getInteger("platform.proof.backlog", 100_000);
    private static final int PER_KEY = 100;
    private static final int IDLE_SECONDS = 10;

    private final Function<String, OutboxUnderTest> implementation;

    OutboxCostIT(Function<String, OutboxUnderTest> implementation) {
        this.implementation = implementation;
    }

    @Test
    void drainsABacklogAtTheSameCostPerEventWhileNothingCanBeCleanedUp() throws Exception {
        try (OutboxUnderTest outbox = implementation.apply(TestServers.kafka())) {
            TestTopic topic = TestTopic.create();
            List<UUID> keys =
                    Stream.generate(UUID::randomUUID).limit(BACKLOG / PER_KEY).toList();

            Run run = outbox.besideAnOldTransaction(() -> drain(outbox, topic, keys));
            outbox.cleanUp();
            Cost clean = outbox.cost();

            System.out.printf("backlog: %s, after clean-up %s%n", run, clean);
            assertThat(run.read()).as("entries read").isLessThan(20L * BACKLOG);
            assertThat(run.readIdle()).as("entries read while idle").isLessThan(10_000);
            assertThat(run.idle().deadOthers())
                    .as("dead rows of leases and the like")
                    .isLessThan(1_000);
            assertThat(clean.deadEvents()).as("dead rows that can't be removed").isZero();
            assertThat(outbox.waiting()).isZero();
            Published.on(topic)
                    .requireExactly(keys.stream().collect(Collectors.toMap(key -> key, key -> (long) PER_KEY)));
        }
    }

    private static Run drain(OutboxUnderTest outbox, TestTopic topic, List<UUID> keys) throws Exception {
        outbox.backlog(topic.name(), keys, PER_KEY);
        Cost before = outbox.cost();
        outbox.startRelay();
        long begun = System.nanoTime();
        await().atMost(BOUND).until(() -> topic.size() >= BACKLOG);
        double seconds = (System.nanoTime() - begun) / 1e9;
        // Until the relay's session has reported its numbers.
        pause(2);
        Cost drained = outbox.cost();
        pause(IDLE_SECONDS);
        return new Run(seconds, before, drained, outbox.cost());
    }

    private record Run(double seconds, Cost before, Cost drained, Cost idle) {

        private long read() {
            return drained.entriesRead() - before.entriesRead();
        }

        private long readIdle() {
            return idle.entriesRead() - drained.entriesRead();
        }

        @Override
        public String toString() {
            return "%,d events in %.1f s, %,.0f a second; %.1f entries read per event, %,d in %d s of idling; then %s"
                    .formatted(
                            BACKLOG,
                            seconds,
                            BACKLOG / seconds,
                            (double) read() / BACKLOG,
                            readIdle(),
                            IDLE_SECONDS,
                            idle);
        }
    }

    private static void pause(long seconds) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)).isFalse();
    }
}
