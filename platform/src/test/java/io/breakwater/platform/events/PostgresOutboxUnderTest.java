package io.breakwater.platform.events;

import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.jdbc.Bell;
import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.platform.process.ChildJvm;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link PostgresOutbox} with {@link Relay}s, against a broker of the test's choice. */
final class PostgresOutboxUnderTest implements OutboxUnderTest {

    // Transactions that are meant to be slow, or are on a slow machine: the limits are another test's subject.
    private static final String WITHOUT_LIMITS =
            "set_config('transaction_timeout', '0', %1$s), set_config('idle_in_transaction_session_timeout', '0', %1$s)";

    private final FreshSchema schema = FreshSchema.create();
    private final List<ChildJvm> relays = new ArrayList<>();
    private final String bootstrap;
    private final Outbox outbox = new PostgresOutbox(
            schema.jdbc(), new IdGenerator(Clock.systemUTC(), new SecureRandom()), Clock.systemUTC(), new Bell());

    PostgresOutboxUnderTest(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    @Override
    public void inTransaction(Consumer<Outbox> useCase) {
        schema.transactions().executeWithoutResult(status -> {
            schema.jdbc()
                    .sql("SELECT " + WITHOUT_LIMITS.formatted(true))
                    .query()
                    .singleRow();
            useCase.accept(outbox);
        });
    }

    @Override
    public void backlog(String topic, List<UUID> keys, int perKey) {
        inTransaction(any -> schema.jdbc()
                .sql("""
                        INSERT INTO outbox (partition, event_id, topic, type, aggregate_id, aggregate_version,
                            occurred_at, body)
                        SELECT k.partition, gen_random_uuid(), :topic, 'Changed', k.key, version, clock_timestamp(),
                            convert_to('{"version":' || version || '}', 'UTF8')
                        FROM generate_series(1, :perKey) AS version
                            CROSS JOIN unnest(:partitions::int[], :keys::uuid[]) AS k (partition, key)
                        ORDER BY version
                        """)
                .param("topic", topic)
                .param("perKey", perKey)
                .param(
                        "partitions",
                        keys.stream().mapToInt(PostgresOutbox::partition).toArray())
                .param("keys", keys.stream().map(UUID::toString).toArray(String[]::new))
                .update());
    }

    @Override
    public long waiting() {
        return number("SELECT count(*) FROM outbox");
    }

    @Override
    public long stuck() {
        EventsUpkeep upkeep = new EventsUpkeep(
                schema.jdbc(),
                new EventsProperties(Duration.ZERO, 1, Duration.ZERO, Duration.ofDays(90), Duration.ofDays(30)));
        upkeep.measure();
        return upkeep.sample().stuck();
    }

    @Override
    public RelayUnderTest startRelay() {
        ChildJvm relay = ChildJvm.start(
                RelayMain.class, schema.url(), schema.application(), schema.applicationPassword(), bootstrap);
        synchronized (relays) {
            relays.add(relay);
        }
        return new RelayProcess(relay);
    }

    @Override
    public long takeOverSeconds() {
        return OutboxLeases.LEASE.plus(OutboxLeases.RENEWAL).toSeconds();
    }

    /** By the server's own statistics, which its sessions report at the latest when they have been idle for a second. */
    @Override
    public Cost cost() {
        return schema.owner()
                .sql("""
                        SELECT
                            (SELECT seq_tup_read FROM pg_stat_user_tables
                                WHERE schemaname = current_schema AND relname = 'outbox')
                            + (SELECT idx_tup_read FROM pg_stat_user_indexes
                                WHERE schemaname = current_schema AND relname = 'outbox'),
                            (SELECT n_dead_tup FROM pg_stat_user_tables
                                WHERE schemaname = current_schema AND relname = 'outbox'),
                            (SELECT sum(n_dead_tup) FROM pg_stat_user_tables WHERE schemaname = current_schema
                                AND relname IN ('outbox_lease', 'outbox_relay', 'outbox_stuck'))
                        """)
                .query((row, number) -> new Cost(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    @Override
    public void cleanUp() {
        schema.owner()
                .sql("VACUUM outbox, outbox_lease, outbox_relay, outbox_stuck")
                .update();
    }

    @Override
    public <T> T besideAnOldTransaction(Callable<T> action) throws Exception {
        try (Connection old =
                DriverManager.getConnection(schema.url(), schema.application(), schema.applicationPassword())) {
            try (var statement = old.createStatement()) {
                statement.execute("SELECT " + WITHOUT_LIMITS.formatted(false));
            }
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = old.createStatement()) {
                statement.execute("SELECT count(*) FROM outbox");
            }
            return action.call();
        }
    }

    private long number(String query) {
        return schema.owner().sql(query).query((row, number) -> row.getLong(1)).single();
    }

    @Override
    public void close() {
        synchronized (relays) {
            relays.forEach(ChildJvm::close);
        }
        schema.close();
    }

    private record RelayProcess(ChildJvm jvm) implements RelayUnderTest {

        @Override
        public void kill() {
            jvm.kill();
        }

        @Override
        public void freeze() {
            jvm.freeze();
        }

        @Override
        public void thaw() {
            jvm.thaw();
        }

        @Override
        public int stop() {
            return jvm.stop();
        }
    }

    /** The relay's program. */
    static final class RelayMain {

        private RelayMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(arguments[0]);
            pool.setUsername(arguments[1]);
            pool.setPassword(arguments[2]);
            pool.setMaximumPoolSize(2);
            JdbcClient jdbc = JdbcClient.create(pool);
            EventsKafka kafka = OutboxFixture.kafka(arguments[3]);
            Relay relay = new Relay(
                    new OutboxRows(jdbc),
                    new OutboxLeases(jdbc, UUID.randomUUID()),
                    new OutboxPublisher(kafka.producers(), TestTopic.GROUP),
                    new Bell(),
                    Duration.ofMillis(100));
            relay.start();
            ChildJvm.serve(() -> {
                relay.stop();
                kafka.destroy();
                pool.close();
            });
        }
    }
}
