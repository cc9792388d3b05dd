package io.breakwater.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a transaction whose owner stands still: as a frozen replica's would. */
class TransactionLimitsIT {

    private final FreshSchema schema = FreshSchema.create();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void takesTheLocksOfASilentTransactionAwayAndGivesThemToWhoWaits() throws SQLException {
        try (Connection silent = connect();
                Connection waiting = connect()) {
            silent.setAutoCommit(false);
            run(silent, "SELECT pg_advisory_xact_lock(4711)");

            run(waiting, "SELECT pg_advisory_lock(4711)");

            assertThatThrownBy(() -> run(silent, "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("idle-in-transaction timeout");
        }
    }

    @Test
    void givesTransactionsNoLongerThanARequestMayTakeAndTheirLocksLessThanALease() throws SQLException {
        try (Connection application = connect()) {
            assertThat(show(application, "transaction_timeout")).isEqualTo("7s");
            assertThat(show(application, "idle_in_transaction_session_timeout")).isEqualTo("5s");
        }
    }

    private Connection connect() throws SQLException {
        TestDatabase database = TestServers.database();
        return DriverManager.getConnection(database.url(), database.application(), database.applicationPassword());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
