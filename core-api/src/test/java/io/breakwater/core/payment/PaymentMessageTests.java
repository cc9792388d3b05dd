package io.breakwater.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.MessageRejected;
import io.breakwater.testing.EventContracts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PaymentMessageTests {

    @Test
    void readsEverySampleAlsoWithFieldsAdded() {
        for (JsonNode data : data("PaymentSucceeded")) {
            PaymentSucceeded read = event("PaymentSucceeded", data).data(PaymentSucceeded.class);
            assertThat(read.paymentId()).hasToString(data.get("paymentId").stringValue());
            assertThat(read.orderId()).isEqualTo(idOrNull(data.get("orderId")));
            assertThat(read.amount().amount())
                    .isEqualTo(data.get("amount").get("amount").longValue());
        }
        for (JsonNode data : data("PaymentDeclined")) {
            PaymentDeclined read = event("PaymentDeclined", data).data(PaymentDeclined.class);
            assertThat(read.orderId()).isEqualTo(idOrNull(data.get("orderId")));
            assertThat(read.declineCode()).isEqualTo(data.get("declineCode").stringValue());
        }
        for (JsonNode data : data("PaymentCancelled")) {
            PaymentCancelled read = event("PaymentCancelled", data).data(PaymentCancelled.class);
            assertThat(read.orderId()).isEqualTo(idOrNull(data.get("orderId")));
            assertThat(read.reason()).isEqualTo(data.get("reason").stringValue());
        }
    }

    @Test
    void rejectsADeclineWithoutItsCode() {
        byte[] body =
                ("{\"paymentId\": \"" + new UUID(1, 1) + "\", \"orderId\": null}").getBytes(StandardCharsets.UTF_8);
        Event event =
                new Event(new UUID(2, 2), "PaymentDeclined", "test", new UUID(1, 1), 1, Instant.EPOCH, null, body);

        assertThatExceptionOfType(MessageRejected.class).isThrownBy(() -> event.data(PaymentDeclined.class));
    }

    private static List<JsonNode> data(String type) {
        return EventContracts.samples(type).stream()
                .map(sample -> sample.get("data"))
                .mapMulti((JsonNode data, java.util.function.Consumer<JsonNode> all) -> {
                    all.accept(data);
                    all.accept(EventContracts.extended(data));
                })
                .toList();
    }

    private static Event event(String type, JsonNode data) {
        byte[] body = data.toString().getBytes(StandardCharsets.UTF_8);
        return new Event(new UUID(2, 2), type, "payments-service", new UUID(1, 1), 1, Instant.EPOCH, null, body);
    }

    private static @Nullable UUID idOrNull(JsonNode node) {
        return node.isNull() ? null : UUID.fromString(node.stringValue());
    }
}
