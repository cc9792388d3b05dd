package io.breakwater.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.platform.process.Seed;
import io.breakwater.platform.work.WorkerProcess.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What must hold of the queue while its workers' processes come, go, freeze and die: no job is lost, none runs twice at
 * once, none counts twice. Size: {@code -Dplatform.proof.kills}; the draw: {@code -Dplatform.seed}.
 */
class WorkComplianceIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int KILLS = Integer.getInteger("platform.proof.kills", 6);
    private static final int BATCH = 50;
    // Runs of one job that overlap. What a killed worker had begun ended at its death.
    private static final String OVERLAPS = """
            SELECT count(*) FROM run a JOIN run b ON b.job = a.job AND b.id <> a.id
                LEFT JOIN death d ON d.worker = a.worker
            WHERE b.began >= a.began AND b.began < coalesce(a.ended, d.at, 'infinity')
            """;

    private static final String NOT_YET =
            "work WHERE last_error = '%s' AND leased_until IS NULL".formatted(WorkerProcess.NOT_YET);

    private final FreshSchema schema = FreshSchema.create();
    private final PostgresWorkQueue queue =
            new PostgresWorkQueue(schema.jdbc(), JsonMapper.builder().build());
    private final List<WorkerProcess> workers = new ArrayList<>();

    WorkComplianceIT() {
        WorkerProcess.prepare(schema);
    }

    @AfterEach
    void close() {
        workers.forEach(worker -> worker.jvm().close());
        schema.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNoJobAndRunsNoneTwiceAtOnceWhileWorkersAreKilled() throws Exception {
        Random random = Seed.of("workers killed");
        int jobs = 600;
        add(jobs, number -> new Call(random.nextInt(200), random.nextInt(3), random.nextInt(500)));
        start();
        start();
        start();

        for (int kill = 0; kill < KILLS; kill++) {
            pause(random.nextInt(2_000));
            workers.remove(random.nextInt(workers.size())).kill();
            start();
        }
        await().atMost(BOUND).until(() -> left() == 0);

        System.out.printf(
                "workers killed: %d jobs, %d runs, %d of them cut off%n",
                jobs, count("run"), count("run WHERE ended IS NULL"));
        assertThat(count("done")).as("each once: the table's key says so").isEqualTo(jobs);
        assertThat(number(OVERLAPS)).as("runs of one job that overlap").isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void refusesTheOutcomeOfAFrozenWorkerWhoseJobAnotherHasTaken() throws Exception {
        add(1, number -> new Call(1_000, 0, 0));
        WorkerProcess frozen = start();
        await().atMost(BOUND).until(() -> count("run") == 1);

        frozen.jvm().freeze();
        WorkerProcess other = start();
        await().atMost(BOUND).until(() -> count("done") == 1);
        frozen.jvm().thaw();
        await().atMost(BOUND).until(() -> count("run WHERE ended IS NOT NULL") == 2);
        // It is asked to end, and so has recorded what it could before it is gone.
        assertThat(frozen.jvm().stop()).isZero();

        assertThat(count("done WHERE worker = '%s'".formatted(other.name()))).isEqualTo(1);
        assertThat(left()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void keepsAJobThatTakesLongerThanItsLease() throws Exception {
        long threeLeases = WorkerProcess.LEASE.multipliedBy(3).toMillis();
        add(4, number -> new Call(threeLeases, 0, 0));
        start();
        start();

        await().atMost(BOUND).until(() -> left() == 0);

        assertThat(count("done")).isEqualTo(4);
        assertThat(count("run")).as("none was begun a second time").isEqualTo(4);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void drainsManyThatFallDueAtOnceTheLongestDueFirst() {
        int jobs = 2_000;
        add(jobs, number -> new Call(0, 0, 0));
        long begun = System.nanoTime();
        start();
        start();

        await().atMost(BOUND).until(() -> left() == 0);

        System.out.printf("many due: %,d jobs in %.1f s by two workers%n", jobs, (System.nanoTime() - begun) / 1e9);
        assertThat(count("run")).isEqualTo(jobs);
        // Jobs were added in the order of their numbers. What is in hand at once may overtake, and much more where a
        // process stands still with its jobs in hand: so the mean, which is a third of all jobs where there is no
        // order.
        long displacement = number("""
                SELECT avg(abs(job::int - place)) FROM (
                    SELECT job, row_number() OVER (ORDER BY began) - 1 AS place FROM run) AS runs
                """);
        assertThat(displacement).as("places, in the mean").isLessThan(20L * WorkerProcess.CONCURRENCY);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void keepsTheScheduleOfRetriesOverARestart() {
        long pause = 4_000;
        add(1, number -> new Call(0, 1, pause));
        WorkerProcess first = start();
        await().atMost(BOUND).until(() -> count(NOT_YET) == 1);
        first.kill();
        start();
        await().atMost(BOUND).until(() -> left() == 0);

        assertThat(number("""
                SELECT extract(epoch FROM max(began) - min(ended)) * 1000 FROM run
                """)).isGreaterThanOrEqualTo(pause - 100);
        assertThat(count("run")).isEqualTo(2);
        assertThat(number("SELECT max(attempt) FROM run"))
                .as("the attempts are counted on")
                .isGreaterThan(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void makesWaitingJobsDueInAnotherProcess() {
        add(20, number -> new Call(0, 1, Duration.ofHours(1).toMillis()));
        start();
        await().atMost(BOUND).until(() -> count(NOT_YET) == 20);

        queue.makeDue(WorkerProcess.KIND);
        await().atMost(BOUND).until(() -> left() == 0);

        assertThat(count("done")).isEqualTo(20);
    }

    private WorkerProcess start() {
        WorkerProcess worker = WorkerProcess.start(schema);
        workers.add(worker);
        return worker;
    }

    /** In several transactions: one that takes too long is ended by the database. */
    private void add(int jobs, IntFunction<Call> call) {
        for (int first = 0; first < jobs; first += BATCH) {
            int from = first;
            schema.transactions().executeWithoutResult(status -> {
                for (int number = from; number < Math.min(jobs, from + BATCH); number++) {
                    queue.add(Job.now(WorkerProcess.KIND, String.valueOf(number), call.apply(number)));
                }
            });
        }
    }

    private long left() {
        return count("work");
    }

    private long count(String rows) {
        return number("SELECT count(*) FROM " + rows);
    }

    private long number(String query) {
        return schema.owner().sql(query).query((row, number) -> row.getLong(1)).single();
    }

    /** The passing of time is the subject here: nothing ends it earlier. */
    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
