package io.breakwater.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.testing.Program;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** SIGTERM to a real process that isn't ready yet. */
class LeavingDuringStartIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String MIGRATING =
            "FROM pg_stat_activity WHERE query LIKE '%pg_sleep(120)%' AND state = 'active' AND pid <> pg_backend_pid()";

    @TempDir
    Path directory;

    private final TestDatabase database = TestServers.database();
    private final JdbcClient owner =
            JdbcClient.create(new DriverManagerDataSource(database.url(), database.owner(), database.ownerPassword()));

    @Test
    void itLeavesAtOnceAndNothingIsHalfMigrated() throws Exception {
        String schema = "start_" + UUID.randomUUID().toString().replace("-", "");
        Files.writeString(directory.resolve("V1__slow.sql"), "CREATE TABLE half (); SELECT pg_sleep(120);");
        try (Program program = Program.launch(
                WorkingApplication.class,
                directory,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.application(),
                "--spring.datasource.password=" + database.applicationPassword(),
                "--spring.flyway.url=" + database.url(),
                "--spring.flyway.user=" + database.owner(),
                "--spring.flyway.password=" + database.ownerPassword(),
                "--spring.flyway.default-schema=" + schema,
                "--spring.flyway.locations=filesystem:" + directory,
                "--spring.kafka.bootstrap-servers=" + TestServers.kafka(),
                "--topic=none",
                "--published=none")) {
            Awaitility.await().atMost(BOUND).until(() -> {
                assertThat(program.running()).as("%s", program).isTrue();
                return count(MIGRATING) == 1;
            });

            program.sigterm();

            assertThat(program.exitCode()).as("%s", program).isZero();
            assertThat(count(MIGRATING)).as("it didn't wait for it").isEqualTo(1);
            owner.sql("SELECT pg_terminate_backend(pid) " + MIGRATING).query().listOfRows();
            Awaitility.await().atMost(BOUND).until(() -> count(MIGRATING) == 0);
            assertThat(count("FROM pg_tables WHERE schemaname = '" + schema + "' AND tablename = 'half'"))
                    .isZero();
        }
    }

    private long count(String from) {
        return owner.sql("SELECT count(*) " + from)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
