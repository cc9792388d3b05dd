package io.breakwater.payments;

import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.KafkaRecords.Received;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What core-api would say, and what it would hear. */
public final class Orders {

    private Orders() {}

    /** An order and what it costs. */
    public record Placed(UUID orderId, UUID userId, UUID eventId) {}

    public static Placed place(String paymentMethod) {
        Placed order = new Placed(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        deliver(order, paymentMethod);
        return order;
    }

    /** Also for a second delivery of the same event. */
    public static void deliver(Placed order, String paymentMethod) {
        send("OrderPlaced", order.eventId(), order.orderId(), """
                {"orderId": "%s", "userId": "%s", "total": {"amount": 1999, "currency": "EUR"}, "paymentMethod": "%s",
                 "items": [], "placedAt": "2026-03-02T09:30:12.980Z"}
                """.formatted(
                        order.orderId(), order.userId(), paymentMethod));
    }

    public static void ask(Placed order) {
        send("PaymentStatusRequested", UUID.randomUUID(), order.orderId(), """
                {"orderId": "%s", "userId": "%s", "requestedAt": "2026-03-02T09:30:42.980Z"}
                """.formatted(
                        order.orderId(), order.userId()));
    }

    public static void send(String type, UUID eventId, UUID orderId, String data) {
        try (KafkaRecords records = new KafkaRecords()) {
            records.send(
                    "orders.v1",
                    orderId.toString(),
                    Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", eventId.toString(),
                            "ce_source", "core-api",
                            "ce_type", type,
                            "ce_subject", orderId.toString(),
                            "ce_time", "2026-03-02T09:30:12.980Z",
                            "ce_aggregateversion", "1"),
                    data);
        }
    }

    /** The outcomes that were published for the order. */
    public static List<Received> outcomes(UUID orderId) {
        try (KafkaRecords records = new KafkaRecords()) {
            return records.in("payments.v1").stream()
                    .filter(message -> message.value().contains(orderId.toString()))
                    .toList();
        }
    }

    /** The payment's event; null while there is none. */
    public static @Nullable Received published(UUID paymentId) {
        try (KafkaRecords records = new KafkaRecords()) {
            return records.in("payments.v1").stream()
                    .filter(message -> message.key().equals(paymentId.toString()))
                    .findFirst()
                    .orElse(null);
        }
    }
}
