package io.breakwater.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.testing.Checkout;
import io.breakwater.testing.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    private static final ServiceDatabase CORE = new ServiceDatabase("core", "owner's", "app's");

    private final Binaries binaries = Binaries.of(Checkout.backing(), System.out::println);
    private final int port = FreePorts.next();

    @TempDir
    private Path data;

    private PostgresServer postgres;

    @AfterEach
    void end() {
        if (postgres != null) {
            postgres.kill();
        }
    }

    @Test
    void keepsItsDataOverAStopAndAKill() throws Exception {
        start();
        PostgresDatabases.create(postgres, CORE);
        owner("CREATE TABLE kept (id int)");

        postgres.stop();
        postgres.start();
        owner("INSERT INTO kept VALUES (1)");
        postgres.kill();
        postgres.start();

        PostgresDatabases.create(postgres, CORE);
        assertThat(number("SELECT count(*) FROM kept")).isEqualTo(1);
    }

    /** Many times, because the postmaster's children outlive it by an instant only. */
    @Test
    void startsAtOnceAfterItsProcessWasKilledByAnother() throws Exception {
        start();
        PostgresDatabases.create(postgres, CORE);
        for (int round = 0; round < 5; round++) {
            try (Connection busy = connect("core_owner", "owner's")) {
                assertThat(busy.isValid(30)).isTrue();
                ProcessHandle process = postgres.process().orElseThrow();

                process.destroyForcibly();
                process.onExit().get(30, TimeUnit.SECONDS);

                postgres.start();
            }
        }
        assertThat(number("SELECT 1")).isEqualTo(1);
    }

    @Test
    void isDurableAndHasTheConnectionsAskedFor() throws Exception {
        start();
        PostgresDatabases.create(postgres, CORE);

        assertThat(number("SELECT current_setting('max_connections')::int")).isEqualTo(50);
        assertThat(number("SELECT (current_setting('fsync') = 'on')::int")).isEqualTo(1);
    }

    @Test
    void givesTheApplicationRoleNothingButWhatIsGranted() throws Exception {
        start();
        PostgresDatabases.create(postgres, CORE);
        owner("CREATE TABLE ledger (id int); GRANT SELECT, INSERT ON ledger TO core_app");

        assertThatThrownBy(() -> application("CREATE TABLE mine (id int)")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> application("DELETE FROM ledger")).hasMessageContaining("permission denied");
        application("INSERT INTO ledger VALUES (1)");
    }

    @Test
    void givesAnotherServicesRoleNothing() {
        start();
        PostgresDatabases.create(postgres, CORE);
        PostgresDatabases.create(postgres, new ServiceDatabase("auth", "o", "a"));

        assertThatThrownBy(() -> run("auth_app", "a", "SELECT 1")).hasMessageContaining("permission denied");
    }

    @Test
    void stopsWithItsClientsConnectedAndTellsThatItWasAsked() throws Exception {
        start();
        PostgresDatabases.create(postgres, CORE);
        var exit = new CompletableFuture<ServerExit>();
        postgres.onExit(exit::complete);

        try (Connection idle = connect("core_owner", "owner's")) {
            assertThat(idle.isValid(10)).isTrue();
            postgres.stop();
        }

        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(new ServerExit(0, true));
        assertThat(postgres.process()).isEmpty();
    }

    @Test
    void tellsOfAnEndThatNobodyAskedFor() throws Exception {
        start();
        var exit = new CompletableFuture<ServerExit>();
        postgres.onExit(exit::complete);

        postgres.process().orElseThrow().destroyForcibly();

        assertThat(exit.get(30, TimeUnit.SECONDS).asked()).isFalse();
    }

    @Test
    void saysWhoHasItsPort() throws Exception {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(BackingFailure.class)
                    .hasMessageContaining("Port " + socket.getLocalPort() + " (PostgreSQL) is taken by pid "
                            + ProcessHandle.current().pid() + " (java)");
        }
    }

    @Test
    void saysThatItsDirectoryCantBeMade() {
        postgres = new PostgresServer(
                binaries, Path.of("/proc/nowhere"), port, PostgresOptions.defaults(), new RecordedLog());

        assertThatThrownBy(postgres::start)
                .isInstanceOf(BackingFailure.class)
                .hasMessageContaining("The directory /proc/nowhere can't be made");
    }

    @Test
    void refusesASecondServerOnItsData() {
        start();
        var second =
                new PostgresServer(binaries, data, FreePorts.next(), PostgresOptions.defaults(), new RecordedLog());

        assertThatThrownBy(second::start).hasMessageContaining("is running already (pid ");
    }

    private void start() {
        postgres = new PostgresServer(
                binaries, data, port, PostgresOptions.defaults().withMaxConnections(50), new RecordedLog());
        postgres.start();
        assertThat(postgres.process().orElseThrow().info().startInstant()).isPresent();
    }

    private void owner(String sql) throws SQLException {
        run("core_owner", "owner's", sql);
    }

    private void application(String sql) throws SQLException {
        run("core_app", "app's", sql);
    }

    private void run(String user, String password, String sql) throws SQLException {
        try (Connection connection = connect(user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = connect("core_owner", "owner's");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        DriverManager.setLoginTimeout((int) Duration.ofMinutes(1).toSeconds());
        return DriverManager.getConnection(postgres.jdbcUrl("core"), user, password);
    }
}
