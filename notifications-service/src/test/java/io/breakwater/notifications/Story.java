package io.breakwater.notifications;

import io.breakwater.testing.KafkaRecords;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A buyer of a test's own, and the facts that the other services would publish about them. */
final class Story {

    static final String REASON = "declined";

    final UUID userId = UUID.randomUUID();
    final String email = userId + "@example.org";
    private final KafkaRecords kafka;

    /** One event, so that it can be sent twice. */
    record Fact(UUID id, String topic, String type, UUID subject, long version, String data) {}

    Story(KafkaRecords kafka) {
        this.kafka = kafka;
    }

    Fact registered(String name) {
        return fact("users.v1", "UserRegistered", userId, 1, """
                {"userId": "%s", "email": "%s", "name": "%s", "registeredAt": "2026-03-02T09:14:07.120Z"}
                """.formatted(userId, email, name));
    }

    Fact placed(UUID orderId) {
        return fact("orders.v1", "OrderPlaced", orderId, 1, """
                {"orderId": "%s", "userId": "%s", "total": {"amount": 1999, "currency": "EUR"}, "items": [],
                 "paymentMethod": "pm_card_visa", "placedAt": "2026-03-02T09:30:12.345Z"}
                """.formatted(orderId, userId));
    }

    Fact paid(UUID orderId) {
        return fact("orders.v1", "OrderPaid", orderId, 2, """
                {"orderId": "%s", "userId": "%s", "paymentId": "019ab1d0-1c9e-7d44-8b25-3e5f708192a3",
                 "total": {"amount": 1999, "currency": "EUR"}, "paidAt": "2026-03-02T09:30:13.002Z"}
                """.formatted(orderId, userId));
    }

    Fact paymentFailed(UUID orderId, String declineCode) {
        return fact("orders.v1", "OrderPaymentFailed", orderId, 2, """
                {"orderId": "%s", "userId": "%s", "paymentId": null, "reason": "%s", "declineCode": "%s",
                 "total": {"amount": 1999, "currency": "EUR"}, "failedAt": "2026-03-02T09:30:13.002Z"}
                """.formatted(orderId, userId, REASON, declineCode));
    }

    void send(Fact... facts) {
        for (Fact fact : facts) {
            Map<String, String> headers = Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", fact.id().toString(),
                    "ce_source", "test",
                    "ce_type", fact.type(),
                    "ce_subject", fact.subject().toString(),
                    "ce_time", Instant.now().toString(),
                    "ce_aggregateversion", Long.toString(fact.version()),
                    "content-type", "application/json");
            kafka.send(fact.topic(), fact.subject().toString(), headers, fact.data());
        }
    }

    private static Fact fact(String topic, String type, UUID subject, long version, String data) {
        return new Fact(UUID.randomUUID(), topic, type, subject, version, data);
    }
}
