package io.breakwater.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.platform.work.WorkRows.Claim;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Jobs and their workers over a real Postgres. */
class WorkIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String KIND = PromptWorker.KIND;

    private final FreshSchema schema = FreshSchema.create();
    private final PostgresWorkQueue queue =
            new PostgresWorkQueue(schema.jdbc(), JsonMapper.builder().build());
    private final WorkRows rows = new WorkRows(schema.jdbc());
    private final AtomicBoolean draining = new AtomicBoolean();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void neverRunsOneJobTwiceAtOnceUnderTwoWorkers() {
        Set<String> running = ConcurrentHashMap.newKeySet();
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        Function<Claimed, Outcome> act = job -> {
            if (!running.add(job.key())) {
                overlaps.incrementAndGet();
            }
            int run = runs.merge(job.key(), 1, Integer::sum);
            running.remove(job.key());
            // Each job comes back once, so that both workers meet it.
            return run == 1 ? Outcome.retryIn(Duration.ZERO, "once more") : Outcome.done();
        };
        Workers one = workers(act);
        Workers two = workers(act);

        one.start();
        two.start();
        IntStream.range(0, 200).forEach(number -> add("job-" + number));
        await().atMost(BOUND).until(() -> left() == 0);
        one.stop();
        two.stop();

        assertThat(overlaps).hasValue(0);
        assertThat(runs)
                .hasSize(200)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(2));
    }

    @Test
    void refusesTheLateOutcomeOfALeaseThatWasTakenOver() {
        AtomicInteger effects = new AtomicInteger();
        add("slow");
        WorkerLoop late = loop(new PromptWorker(job -> Outcome.done(effects::incrementAndGet)));

        Claim first = rows.claim(KIND, 1, Duration.ofMillis(1)).getFirst();
        await().atMost(BOUND)
                .until(() -> !rows.claim(KIND, 1, Duration.ofMinutes(1)).isEmpty());
        late.work(first);

        assertThat(effects).as("rolled back before anything was written").hasValue(0);
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void recordsOutcomeAndChangeTogetherOrNotAtAll() {
        AtomicInteger attempts = new AtomicInteger();
        Workers workers = workers(job -> {
            attempts.incrementAndGet();
            return Outcome.done(() -> {
                addInTransaction("follow-up");
                if (job.attempt() == 1) {
                    throw new IllegalStateException("can't be written");
                }
            });
        });
        add("first");

        workers.start();
        await().atMost(BOUND).until(() -> attempts.get() >= 2 && count("key = 'first'") == 0);
        workers.stop();

        assertThat(count("key = 'follow-up'") + attempts.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void triesAgainAfterAnExceptionAndKeepsWhatFailedForPeople() {
        Workers workers = workers(job -> {
            if (job.attempt() == 1) {
                throw new IllegalStateException("it hiccupped");
            }
            return Outcome.failed("no use", () -> {});
        });
        add("one");

        workers.start();
        await().atMost(BOUND).until(() -> count("last_error LIKE '%hiccupped%' OR status = 'FAILED'") == 1);
        await().atMost(BOUND).until(() -> count("status = 'FAILED' AND attempts = 2 AND last_error = 'no use'") == 1);
        workers.stop();
    }

    @Test
    void renewsWhatIsInHandButNeitherWhatIsRecordedNorWhatIsLost() {
        Duration lease = Duration.ofMinutes(5);
        add("in-hand");
        add("recorded");
        add("lost");
        ClaimsInHand inHand = new ClaimsInHand(rows, lease);
        long now = System.nanoTime();
        Map<String, Claim> claims = new HashMap<>();
        rows.claim(KIND, 3, Duration.ofMillis(1))
                .forEach(claim -> claims.put(claim.job().key(), claim));
        claims.values().forEach(claim -> inHand.add(claim, now));
        rows.retryIn(claims.get("recorded"), Duration.ofHours(1), "later");
        schema.jdbc()
                .sql("UPDATE work SET epoch = epoch + 1 WHERE key = 'lost'")
                .update();

        inHand.renew();

        assertThat(inHand.holds(claims.get("in-hand"))).isTrue();
        assertThat(inHand.holds(claims.get("recorded"))).isFalse();
        assertThat(inHand.holds(claims.get("lost"))).isFalse();
        assertThat(count("key = 'in-hand' AND leased_until > clock_timestamp() + interval '1 minute'"))
                .isEqualTo(1);
        assertThat(count("key = 'recorded' AND leased_until IS NULL AND next_attempt_at > clock_timestamp() + "
                        + "interval '30 minutes'"))
                .isEqualTo(1);
    }

    @Test
    void beginsNothingWhoseLeaseEndedWhileTheProcessStoodStill() {
        add("one");
        ClaimsInHand inHand = new ClaimsInHand(rows, Duration.ofSeconds(30));
        Claim claim = rows.claim(KIND, 1, Duration.ofSeconds(30)).getFirst();

        inHand.add(claim, System.nanoTime() - Duration.ofSeconds(31).toNanos());

        assertThat(inHand.holds(claim)).isFalse();
    }

    @Test
    void addsAJobOnceAndOnlyInATransaction() {
        add("one");
        add("one");

        assertThat(left()).isEqualTo(1);
        assertThatThrownBy(() -> queue.add(Job.now(KIND, "two", Map.of()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makesWaitingJobsDueButNotThoseInHand() {
        add("held");
        rows.claim(KIND, 1, Duration.ofMinutes(5));
        add("waiting");
        Claim waiting = rows.claim(KIND, 1, Duration.ofMinutes(5)).getFirst();
        rows.retryIn(waiting, Duration.ofHours(1), "later");
        assertThat(rows.claim(KIND, 5, Duration.ofMinutes(5))).isEmpty();

        queue.makeDue(KIND);

        assertThat(rows.claim(KIND, 5, Duration.ofMinutes(5)))
                .extracting(claim -> claim.job().key())
                .containsExactly("waiting");
    }

    @Test
    void claimsNothingWhileDrainingAndWaitsForWhatIsInHand() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Workers workers = workers(job -> {
            begun.countDown();
            awaitQuietly(finish);
            return Outcome.done();
        });
        workers.start();
        add("in-hand");
        begun.await();

        draining.set(true);
        add("too-late");
        Thread stopping = Thread.ofVirtual().start(workers::stop);
        finish.countDown();
        stopping.join();

        assertThat(count("key = 'in-hand'")).isZero();
        assertThat(count("key = 'too-late' AND attempts = 0")).isEqualTo(1);
    }

    private Workers workers(Function<Claimed, Outcome> act) {
        return new Workers(List.of(new PromptWorker(act)), this::loop, left -> {});
    }

    private WorkerLoop loop(Worker worker) {
        return new WorkerLoop(
                worker,
                rows,
                schema.transactions(),
                queue.bell(KIND),
                new WorkerLoop.Pace(Duration.ofMillis(20), new Random(1)),
                draining::get);
    }

    private void add(String key) {
        schema.transactions().executeWithoutResult(status -> addInTransaction(key));
    }

    private void addInTransaction(String key) {
        queue.add(Job.now(KIND, key, Map.of()));
    }

    private long left() {
        return count("true");
    }

    private long count(String condition) {
        return schema.jdbc()
                .sql("SELECT count(*) FROM work WHERE " + condition)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
