package io.breakwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.testing.EventContracts;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.KafkaRecords.Received;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The broker as payments-service and others use it. */
public final class Events implements AutoCloseable {

    private final KafkaRecords kafka = new KafkaRecords();

    /** An order's events so far, in order. Each is checked against its schema. */
    public List<Received> of(String orderId) {
        List<Received> events = kafka.in("orders.v1").stream()
                .filter(event -> event.key().equals(orderId))
                .toList();
        for (Received event : events) {
            String type = event.headers().get("ce_type");
            assertThat(EventContracts.violations(type, event.value()))
                    .as(event.value())
                    .isEmpty();
            assertThat(event.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_source", "core-api")
                    .containsEntry("ce_subject", orderId)
                    .containsKeys("ce_id", "ce_time", "ce_aggregateversion");
        }
        return events;
    }

    public List<Received> of(String orderId, String type) {
        return of(orderId).stream()
                .filter(event -> event.headers().get("ce_type").equals(type))
                .toList();
    }

    public Received await(String orderId, String type) {
        return awaitAtLeast(1, orderId, type).getFirst();
    }

    public List<Received> awaitAtLeast(int count, String orderId, String type) {
        return Awaitility.await().atMost(Shop.BOUND).until(() -> of(orderId, type), events -> events.size() >= count);
    }

    /** A fact about a payment, with an event id of its own. */
    public void send(Payment payment, String type, long version, String more) {
        send(UUID.randomUUID(), payment, type, version, more);
    }

    public void send(UUID eventId, Payment payment, String type, long version, String more) {
        Map<String, String> headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                eventId.toString(),
                "ce_source",
                "payments-service",
                "ce_type",
                type,
                "ce_subject",
                payment.id().toString(),
                "ce_time",
                Instant.now().toString(),
                "ce_aggregateversion",
                Long.toString(version),
                "content-type",
                "application/json");
        String order = payment.orderId() == null ? "null" : "\"" + payment.orderId() + "\"";
        String data = "{\"paymentId\": \"%s\", \"orderId\": %s, \"userId\": \"%s\", %s \"amount\": %s}"
                .formatted(payment.id(), order, payment.userId(), more, payment.amount());
        kafka.send("payments.v1", payment.id().toString(), headers, data);
    }

    public void succeeded(Payment payment, long version) {
        send(
                payment,
                "PaymentSucceeded",
                version,
                "\"providerReference\": \"pi_1\", \"succeededAt\": \"%s\",".formatted(Instant.now()));
    }

    public void declined(Payment payment, long version, String code) {
        send(
                payment,
                "PaymentDeclined",
                version,
                "\"declineCode\": \"%s\", \"declinedAt\": \"%s\",".formatted(code, Instant.now()));
    }

    public void cancelled(Payment payment, long version) {
        send(
                payment,
                "PaymentCancelled",
                version,
                "\"reason\": \"payment_expired\", \"cancelledAt\": \"%s\",".formatted(Instant.now()));
    }

    /** How many messages of payments.v1 core-api has given up on, that have this in their body. */
    public long deadLetters(String text) {
        return kafka.in("payments.v1.core-api.dlt").stream()
                .filter(message -> message.value().contains(text))
                .count();
    }

    @Override
    public void close() {
        kafka.close();
    }

    /** A payment of an order, or of none. */
    public record Payment(UUID id, @Nullable String orderId, UUID userId, String amount) {

        /** A new one, of an order that its owner can read. */
        public static Payment of(Shop shop, UUID user, String orderId) {
            String total =
                    shop.get(user, "/api/orders/" + orderId).json().get("total").toString();
            return new Payment(UUID.randomUUID(), orderId, user, total);
        }
    }
}
