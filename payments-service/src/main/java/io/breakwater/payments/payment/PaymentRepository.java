package io.breakwater.payments.payment;

import io.breakwater.platform.web.PageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Payments as rows. The steps before the outcome are single statements; the outcome is written under the row's lock.
 */
@Repository
class PaymentRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    PaymentRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Does nothing where the order has a payment. */
    boolean add(Payment payment) {
        return jdbc.sql("""
                INSERT INTO payment (id, order_id, user_id, status, recovery_point, amount, currency, payment_method,
                    description, version, created_at, updated_at)
                VALUES (:id, :order, :user, :status, :point, :amount, :currency, :method,
                    :description, :version, :created, :updated)
                ON CONFLICT (order_id) DO NOTHING
                """)
                        .param("id", payment.id())
                        .param("order", payment.orderId())
                        .param("user", payment.userId())
                        .param("status", payment.status().name())
                        .param("point", payment.recoveryPoint().name())
                        .param("amount", payment.amount().amount())
                        .param("currency", payment.amount().currency())
                        .param("method", payment.paymentMethod())
                        .param("description", payment.description())
                        .param("version", payment.version())
                        .param("created", Timestamp.from(payment.createdAt()))
                        .param("updated", Timestamp.from(payment.updatedAt()))
                        .update()
                == 1;
    }

    Payment get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("No payment " + id));
    }

    Optional<Payment> find(UUID id) {
        return jdbc.sql("SELECT * FROM payment WHERE id = :id")
                .param("id", id)
                .query(PaymentRepository::payment)
                .optional();
    }

    /** Locked until the transaction's end, so that an event that follows is in the order of the versions. */
    Payment lock(UUID id) {
        return jdbc.sql("SELECT * FROM payment WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(PaymentRepository::payment)
                .single();
    }

    Optional<Payment> lockOfOrder(UUID orderId) {
        return jdbc.sql("SELECT * FROM payment WHERE order_id = :order FOR UPDATE")
                .param("order", orderId)
                .query(PaymentRepository::payment)
                .optional();
    }

    /** The newest first; one more than the page's limit. */
    List<Payment> list(@Nullable UUID userId, @Nullable UUID orderId, PageQuery page) {
        StringBuilder sql = new StringBuilder("SELECT * FROM payment WHERE true");
        if (userId != null) {
            sql.append(" AND user_id = :user");
        }
        if (orderId != null) {
            sql.append(" AND order_id = :order");
        }
        if (page.after() != null) {
            sql.append(" AND (created_at, id) < (:createdAt, :id)");
        }
        var query = jdbc.sql(sql.append(" ORDER BY created_at DESC, id DESC LIMIT :limit")
                        .toString())
                .param("limit", page.limit() + 1)
                .param("user", userId)
                .param("order", orderId);
        if (page.after() != null) {
            query = query.param("createdAt", Timestamp.from(page.after().createdAt()))
                    .param("id", page.after().id());
        }
        return query.query(PaymentRepository::payment).list();
    }

    /** The recovery point after the creation. Does nothing where a worker that was slower has been here before. */
    Payment commitReference(Payment payment, String reference) {
        jdbc.sql("""
                UPDATE payment SET provider_reference = :reference, recovery_point = 'INTENT_CREATED',
                    version = version + 1, updated_at = :now
                WHERE id = :id AND recovery_point = 'STARTED'
                """)
                .param("reference", reference)
                .param("now", Timestamp.from(now()))
                .param("id", payment.id())
                .update();
        return get(payment.id());
    }

    /** The recovery point between a decline and the cancellation of its intent. */
    Payment commitDecline(Payment payment, String code) {
        jdbc.sql("""
                UPDATE payment SET decline_code = :code, recovery_point = 'DECLINED',
                    version = version + 1, updated_at = :now
                WHERE id = :id AND recovery_point = 'INTENT_CREATED'
                """)
                .param("code", code)
                .param("now", Timestamp.from(now()))
                .param("id", payment.id())
                .update();
        return get(payment.id());
    }

    /** The next attempt takes the next key. Conditional, so that two workers don't skip one. */
    void spendCreateKey(Payment payment) {
        jdbc.sql("UPDATE payment SET create_key = create_key + 1 WHERE id = :id AND create_key = :key")
                .param("id", payment.id())
                .param("key", payment.createKey())
                .update();
    }

    void spendConfirmKey(Payment payment) {
        jdbc.sql("UPDATE payment SET confirm_key = confirm_key + 1 WHERE id = :id AND confirm_key = :key")
                .param("id", payment.id())
                .param("key", payment.confirmKey())
                .update();
    }

    void markUnknown(Payment locked) {
        jdbc.sql("UPDATE payment SET status = 'UNKNOWN', version = version + 1, updated_at = :now WHERE id = :id")
                .param("now", Timestamp.from(now()))
                .param("id", locked.id())
                .update();
    }

    void review(Payment locked, String reason) {
        jdbc.sql("""
                UPDATE payment SET status = 'REVIEW', review_reason = :reason, version = version + 1, updated_at = :now
                WHERE id = :id
                """)
                .param("reason", reason)
                .param("now", Timestamp.from(now()))
                .param("id", locked.id())
                .update();
    }

    Payment settle(Payment locked, PaymentStatus status, @Nullable String declineCode) {
        jdbc.sql("""
                UPDATE payment SET status = :status, recovery_point = 'FINISHED', decline_code = :code,
                    captured = CASE WHEN :status = 'SUCCEEDED' THEN amount ELSE 0 END,
                    settled_at = :now, version = version + 1, updated_at = :now
                WHERE id = :id
                """)
                .param("status", status.name())
                .param("code", declineCode)
                .param("now", Timestamp.from(now()))
                .param("id", locked.id())
                .update();
        return get(locked.id());
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getObject("user_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                RecoveryPoint.valueOf(row.getString("recovery_point")),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getLong("captured"),
                row.getLong("refunded"),
                row.getString("payment_method"),
                row.getString("provider_reference"),
                row.getString("decline_code"),
                row.getString("description"),
                row.getInt("create_key"),
                row.getInt("confirm_key"),
                instant(row.getTimestamp("settled_at")),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
