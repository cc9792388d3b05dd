package io.breakwater.platform.events;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Tells a fault of the message, which stays one however often it is tried, from a failure of what is around it, which
 * passes: nothing healthy may be dead-lettered because a dependency is away.
 */
final class Faults {

    // SQLSTATE classes: connection, authorization of the connection, catalogue, rollback and deadlock, resources,
    // limits
    // exceeded, object in use and lock not available, operator intervention (shutdown, statement time-out), system,
    // internal.
    private static final Set<String> CLASSES = Set.of("08", "28", "3D", "40", "53", "54", "55", "57", "58", "XX");
    // A read-only server is a fail-over in progress; a missing privilege or table is the deployment's fault.
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "42501", "42P01", "42703");

    private Faults() {}

    static boolean infrastructure(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Redis' connection failures are data access resource failures too.
            boolean passing = switch (cause) {
                case MessageRejected rejected -> false;
                case TransientDataAccessException e -> true;
                case RecoverableDataAccessException e -> true;
                case DataAccessResourceFailureException e -> true;
                case CannotCreateTransactionException e -> true;
                case TransactionTimedOutException e -> true;
                case SQLTransientException e -> true;
                case SQLRecoverableException e -> true;
                case SQLException e -> passing(e.getSQLState());
                case RetriableException e -> true;
                case InterruptException e -> true;
                case WakeupException e -> true;
                case InterruptedException e -> true;
                case VirtualMachineError e -> true;
                default -> false;
            };
            if (passing) {
                return true;
            }
        }
        return false;
    }

    private static boolean passing(@Nullable String state) {
        return state != null
                && (STATES.contains(state) || (state.length() == 5 && CLASSES.contains(state.substring(0, 2))));
    }
}
