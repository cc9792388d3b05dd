package io.breakwater.platform.telemetry;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells an outage of a dependency from a bug, by the names of the exceptions in the chain of causes: the libraries that
 * throw them are not on every service's class path.
 */
public final class Outages {

    // Chains of causes can be circular; real ones have fewer than ten.
    private static final int MAX_CAUSES = 20;

    private static final Set<String> OUTAGES = Set.of(
            // Spring's words for: lost connection, full pool, time-out, deadlock. Redis' are among them.
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.dao.NonTransientDataAccessResourceException",
            "org.springframework.dao.RecoverableDataAccessException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.transaction.TransactionTimedOutException",
            "java.sql.SQLTransientException",
            "java.sql.SQLRecoverableException",
            "java.sql.SQLNonTransientConnectionException",
            "org.apache.kafka.common.errors.RetriableException",
            "io.lettuce.core.RedisConnectionException",
            "io.lettuce.core.RedisCommandTimeoutException",
            // The server is there, but still reads its file, or is a replica that waits to be promoted.
            "io.lettuce.core.RedisLoadingException",
            "io.lettuce.core.RedisReadOnlyException",
            "org.springframework.web.client.ResourceAccessException");

    // Itself, Lettuce's word for a connection that it has lost; its subclasses are also answers to wrong commands.
    private static final String REDIS_AWAY = "io.lettuce.core.RedisException";

    private Outages() {}

    /** True where the database, the broker, Redis or another service is away, too slow or full. */
    public static boolean isOutage(Throwable failure) {
        return anyCause(failure, cause -> isOneOf(cause, OUTAGES))
                || anyCause(failure, cause -> cause instanceof SQLException sql && tellsOfLostConnection(sql))
                || anyCause(failure, cause -> cause.getClass().getName().equals(REDIS_AWAY));
    }

    /** True where the exception, one of its causes, or a superclass of one of them has one of these names. */
    public static boolean isCausedByOneOf(Throwable failure, Set<String> classNames) {
        return anyCause(failure, cause -> isOneOf(cause, classNames));
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> is) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (is.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneOf(Throwable cause, Set<String> classNames) {
        for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
            if (classNames.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    /** A commit or roll-back on a connection that is gone is a plain SQLException: its state tells. */
    private static boolean tellsOfLostConnection(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            // HikariCP's words, without a state, where it has thrown the broken connection away already.
            return "Connection is closed".equals(failure.getMessage());
        }
        // Connection exceptions; the server's resources; its shutdown; its time-outs of transactions; a row that is
        // held too long by somebody else, for which Spring has no word.
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("25P03")
                || state.equals("25P04")
                || state.equals("55P03");
    }
}
