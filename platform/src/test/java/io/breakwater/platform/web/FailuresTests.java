package io.breakwater.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

class FailuresTests {

    @Test
    void aDatabaseThatIsAwayIsAnOutage() {
        try (HikariDataSource pool = new HikariDataSource()) {
            // Nobody listens on the discard port.
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:9/none");
            pool.setConnectionTimeout(250);
            pool.setInitializationFailTimeout(-1);

            Throwable query = catchThrowable(
                    () -> JdbcClient.create(pool).sql("SELECT 1").query().singleRow());
            Throwable begin = catchThrowable(
                    () -> new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(status -> {}));

            assertThat(query).isNotNull().matches(Failures::isOutage);
            assertThat(begin).isNotNull().matches(Failures::isOutage);
        }
    }

    @Test
    void aFullPoolATimeOutADeadlockAndAnAbsentBrokerAreOutages() {
        assertThat(Failures.isOutage(new RuntimeException(new SQLTransientConnectionException("pool"))))
                .isTrue();
        assertThat(Failures.isOutage(new QueryTimeoutException("Redis or SQL"))).isTrue();
        assertThat(Failures.isOutage(new CannotAcquireLockException("deadlock")))
                .isTrue();
        assertThat(Failures.isOutage(new KafkaException("send", new TimeoutException("away"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "25P04"})
    void aCommitOnALostConnectionIsAnOutage(String state) {
        SQLException lost = new SQLException("lost", state);

        assertThat(Failures.isOutage(new TransactionSystemException("commit", lost)))
                .isTrue();
    }

    @Test
    void aRollBackOnAConnectionThatThePoolHasClosedIsAnOutage() {
        SQLException closed = new SQLException("Connection is closed");

        assertThat(Failures.isOutage(new TransactionSystemException("rollback", closed)))
                .isTrue();
        assertThat(Failures.isOutage(
                        new TransactionSystemException("commit", new SQLException("trigger refuses", "P0001"))))
                .isFalse();
    }

    @Test
    void aRowThatIsHeldTooLongIsAnOutage() {
        SQLException locked = new SQLException("canceling statement due to lock timeout", "55P03");

        assertThat(Failures.isOutage(new UncategorizedSQLException("x", "SELECT", locked)))
                .isTrue();
    }

    @Test
    void aBugIsNoOutage() {
        SQLException grammar = new SQLException("no such table", "42P01");

        assertThat(Failures.isOutage(new BadSqlGrammarException("x", "SELECT", grammar)))
                .isFalse();
        assertThat(Failures.isOutage(new DataIntegrityViolationException("x", new SQLException("check", "23514"))))
                .isFalse();
        assertThat(Failures.isOutage(new KafkaException("x", new RecordTooLargeException("x"))))
                .isFalse();
        assertThat(Failures.isOutage(new IllegalStateException("x"))).isFalse();
    }
}
