package io.breakwater.notifications;

import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Notifications as they stand in the table, for more of them than it takes patience to have told. */
final class Backlog {

    private Backlog() {}

    /** Adds the user's first ones, in one transaction and without a hint. */
    static void add(UUID userId, int count) {
        run("""
                INSERT INTO notification_sequence (user_id, latest, latest_at) VALUES ('%1$s', %2$d, now());
                INSERT INTO notification (id, user_id, sequence, type, data, created_at)
                SELECT gen_random_uuid(), '%1$s', n, 'order.placed', jsonb_build_object(
                    'orderId', gen_random_uuid(), 'status', 'PENDING_PAYMENT',
                    'total', jsonb_build_object('amount', n, 'currency', 'EUR')), now()
                FROM generate_series(1, %2$d) n
                """.formatted(userId, count));
    }

    /** Makes the user's notifications older, up to this one. */
    static void age(UUID userId, long sequence, String interval) {
        run("""
                UPDATE notification SET created_at = now() - interval '%s' WHERE user_id = '%s' AND sequence <= %d
                """.formatted(interval, userId, sequence));
    }

    private static void run(String sql) {
        TestDatabase database = TestServers.database();
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.owner(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
