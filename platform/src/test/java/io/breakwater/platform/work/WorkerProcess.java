package io.breakwater.platform.work;

import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.platform.process.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker in a process of its own. It notes in a table, outside any transaction, when it begins and ends each call, and
 * in another one, with the outcome, that the job is done.
 *
 * @param name as in the notes
 */
record WorkerProcess(String name, ChildJvm jvm, FreshSchema schema) {

    static final String KIND = "call";
    static final int CONCURRENCY = 4;
    static final Duration LEASE = Duration.ofSeconds(4);
    static final String NOT_YET = "not yet";

    /** What the job does: how long it takes, how often it fails before, and after what pause it is tried again. */
    record Call(long takesMillis, int failures, long retryMillis) {}

    /** The notes' tables, beside the platform's. */
    static void prepare(FreshSchema schema) {
        schema.owner().sql("""
                        CREATE TABLE run (id uuid PRIMARY KEY, job text, attempt int, worker text,
                            began timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz);
                        CREATE TABLE done (job text PRIMARY KEY, worker text);
                        CREATE TABLE death (worker text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
                        GRANT SELECT, INSERT, UPDATE ON run, done, death TO "%s"
                        """.formatted(schema.application())).update();
    }

    static WorkerProcess start(FreshSchema schema) {
        String name = UUID.randomUUID().toString();
        ChildJvm jvm =
                ChildJvm.start(Program.class, schema.url(), schema.application(), schema.applicationPassword(), name);
        return new WorkerProcess(name, jvm, schema);
    }

    /** SIGKILL: what it had begun has ended now. */
    void kill() {
        jvm.kill();
        schema.jdbc()
                .sql("INSERT INTO death (worker) VALUES (:name)")
                .param("name", name)
                .update();
    }

    /** The worker's program. */
    static final class Program implements Worker {

        private final JdbcClient jdbc;
        private final String name;

        private Program(JdbcClient jdbc, String name) {
            this.jdbc = jdbc;
            this.name = name;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public int concurrency() {
            return CONCURRENCY;
        }

        @Override
        public Duration lease() {
            return LEASE;
        }

        @Override
        public Outcome work(Claimed job) throws InterruptedException {
            Call call = job.payload(Call.class);
            UUID run = UUID.randomUUID();
            Map<String, Object> notes = Map.of("id", run, "job", job.key(), "attempt", job.attempt(), "worker", name);
            jdbc.sql("INSERT INTO run (id, job, attempt, worker) VALUES (:id, :job, :attempt, :worker)")
                    .params(notes)
                    .update();
            new CountDownLatch(1).await(call.takesMillis(), TimeUnit.MILLISECONDS);
            jdbc.sql("UPDATE run SET ended = clock_timestamp() WHERE id = :id")
                    .param("id", run)
                    .update();
            // By the notes, not by the attempt's number: that counts claims which a killed worker never got to begin.
            if (ended(job.key()) <= call.failures()) {
                return Outcome.retryIn(Duration.ofMillis(call.retryMillis()), NOT_YET);
            }
            return Outcome.done(() -> jdbc.sql("INSERT INTO done (job, worker) VALUES (:job, :worker)")
                    .params(notes)
                    .update());
        }

        private int ended(String job) {
            return jdbc.sql("SELECT count(*) FROM run WHERE job = :job AND ended IS NOT NULL")
                    .param("job", job)
                    .query((row, number) -> row.getInt(1))
                    .single();
        }

        public static void main(String[] arguments) throws InterruptedException {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(arguments[0]);
            pool.setUsername(arguments[1]);
            pool.setPassword(arguments[2]);
            pool.setMaximumPoolSize(CONCURRENCY + 2);
            JdbcClient jdbc = JdbcClient.create(pool);
            PostgresWorkQueue queue =
                    new PostgresWorkQueue(jdbc, JsonMapper.builder().build());
            Workers workers = new Workers(
                    List.of(new Program(jdbc, arguments[3])),
                    worker -> new WorkerLoop(
                            worker,
                            new WorkRows(jdbc),
                            new TransactionTemplate(new DataSourceTransactionManager(pool)),
                            queue.bell(KIND),
                            new WorkerLoop.Pace(Duration.ofMillis(50), new Random()),
                            () -> false),
                    left -> System.out.println(left));
            // A cold JVM's first connection takes a while: not at the expense of the first claim's lease.
            jdbc.sql("SELECT count(*) FROM work")
                    .query((row, number) -> row.getInt(1))
                    .single();
            workers.start();
            ChildJvm.serve(() -> {
                workers.stop();
                pool.close();
            });
        }
    }
}
