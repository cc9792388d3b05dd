package io.breakwater.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.platform.work.WorkRows.Claim;
import io.breakwater.testing.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an outcome that the database doesn't take, or whose commit it doesn't answer. */
class OutcomeRecordingIT {

    private final FreshSchema schema = FreshSchema.create();
    private final WorkRows rows = new WorkRows(schema.jdbc());

    @AfterEach
    void close() {
        schema.close();
    }

    /** A mail that was sent is not sent again only because the database was away when that was to be noted. */
    @Test
    void recordsAnOutcomeWhenTheDatabaseIsBack() throws IOException, InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger effects = new AtomicInteger();
        CountDownLatch refused = new CountDownLatch(1);
        URI database = URI.create(schema.url().substring("jdbc:".length()));
        try (TcpProxy wire = new TcpProxy(database.getHost(), database.getPort());
                HikariDataSource pool = pool(wire.port())) {
            DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
            manager.setTransactionExecutionListeners(List.of(new TransactionExecutionListener() {
                @Override
                public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
                    if (failure != null) {
                        refused.countDown();
                    }
                }
            }));
            Function<Claimed, Outcome> act = job -> {
                runs.incrementAndGet();
                wire.cut();
                return Outcome.done(effects::incrementAndGet);
            };
            Claim claim = claimed();
            WorkerLoop loop = loop(
                    new PromptWorker(act), new WorkRows(JdbcClient.create(pool)), new TransactionTemplate(manager));
            Thread working = Thread.ofVirtual().start(() -> loop.work(claim));
            refused.await();
            wire.mend();
            working.join();
        }

        assertThat(schema.jdbc().sql("SELECT key FROM work").query().listOfRows())
                .isEmpty();
        assertThat(runs).hasValue(1);
        assertThat(effects).hasValue(1);
    }

    @Test
    void takesAnOutcomeThatIsBroughtTwiceOnlyOnce() {
        Claim claim = claimed();

        assertThat(rows.retryIn(claim, Duration.ZERO, "later")).isTrue();

        assertThat(rows.retryIn(claim, Duration.ZERO, "the answer to the commit was lost"))
                .isFalse();
        assertThat(rows.delete(claim)).isFalse();
    }

    private Claim claimed() {
        PostgresWorkQueue queue =
                new PostgresWorkQueue(schema.jdbc(), JsonMapper.builder().build());
        schema.transactions().executeWithoutResult(status -> queue.add(Job.now(PromptWorker.KIND, "one", Map.of())));
        return rows.claim(PromptWorker.KIND, 1, Duration.ofSeconds(30)).getFirst();
    }

    private static WorkerLoop loop(Worker worker, WorkRows rows, TransactionTemplate transactions) {
        WorkerLoop.Pace pace = new WorkerLoop.Pace(Duration.ofMillis(20), new Random(1));
        return new WorkerLoop(worker, rows, transactions, new Bell(), pace, () -> false);
    }

    private HikariDataSource pool(int port) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(schema.url().replaceFirst(":\\d+/", ":" + port + "/"));
        pool.setUsername(schema.application());
        pool.setPassword(schema.applicationPassword());
        // The pool's shortest: what is refused is told at once anyway.
        pool.setConnectionTimeout(250);
        return pool;
    }
}
