package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.transaction.CannotCreateTransactionException;

class FaultsTests {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57014", "40001", "40P01", "55P03", "25006", "42501", "42P01"})
    void aServerThatIsAwayOverloadedOrMisconfiguredIsNotTheMessagesFault(String state) {
        assertThat(Faults.infrastructure(new UncategorizedSQLException("a", "b", new SQLException("c", state))))
                .isTrue();
        assertThat(Faults.infrastructure(new BadSqlGrammarException("a", "b", new SQLException("c", state))))
                .isTrue();
    }

    @Test
    void nothingElseIsTheInfrastructures() {
        assertThat(Faults.infrastructure(new IllegalStateException())).isFalse();
        assertThat(Faults.infrastructure(new NullPointerException())).isFalse();
        assertThat(Faults.infrastructure(new MessageRejected("no"))).isFalse();
        assertThat(Faults.infrastructure(
                        new DataIntegrityViolationException("a", new SQLException("duplicate", "23505"))))
                .isFalse();
    }

    @Test
    void looksThroughWhatSpringWrapsAround() {
        assertThat(Faults.infrastructure(new ListenerExecutionFailedException("a", new QueryTimeoutException("slow"))))
                .isTrue();
        assertThat(Faults.infrastructure(new IllegalStateException(new TimeoutException("no broker"))))
                .isTrue();
        assertThat(Faults.infrastructure(new CannotCreateTransactionException("pool is empty")))
                .isTrue();
    }
}
