package io.breakwater.notifications.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.notifications.EventSamples;
import io.breakwater.notifications.money.Money;
import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.MessageRejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OrderMessageTests {

    static List<EventSamples.Sample> placed() {
        return EventSamples.of("OrderPlaced");
    }

    static List<EventSamples.Sample> paid() {
        return EventSamples.of("OrderPaid");
    }

    static List<EventSamples.Sample> paymentFailed() {
        return EventSamples.of("OrderPaymentFailed");
    }

    @ParameterizedTest
    @MethodSource("placed")
    void readsEverySampleOfOrderPlaced(EventSamples.Sample sample) {
        OrderPlacedMessage message = sample.event().data(OrderPlacedMessage.class);

        assertThat(message.orderId()).isEqualTo(id(sample, "orderId"));
        assertThat(message.userId()).isEqualTo(id(sample, "userId"));
        assertThat(message.total()).isEqualTo(total(sample));
    }

    @ParameterizedTest
    @MethodSource("paid")
    void readsEverySampleOfOrderPaid(EventSamples.Sample sample) {
        OrderPaidMessage message = sample.event().data(OrderPaidMessage.class);

        assertThat(message)
                .isEqualTo(new OrderPaidMessage(
                        id(sample, "orderId"), id(sample, "userId"), id(sample, "paymentId"), total(sample)));
    }

    @ParameterizedTest
    @MethodSource("paymentFailed")
    void readsEverySampleOfOrderPaymentFailed(EventSamples.Sample sample) {
        OrderPaymentFailedMessage message = sample.event().data(OrderPaymentFailedMessage.class);

        JsonNode code = sample.data().get("declineCode");
        assertThat(message.orderId()).isEqualTo(id(sample, "orderId"));
        assertThat(message.userId()).isEqualTo(id(sample, "userId"));
        assertThat(message.total()).isEqualTo(total(sample));
        assertThat(message.shownCode())
                .isEqualTo(code.isNull() ? sample.data().get("reason").stringValue() : code.stringValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"orderId\": \"x\"}",
                "no JSON",
                "{\"orderId\": \"019ab1d0-1b2c-7101-a5c3-1d2e3f405162\", \"userId\": null}"
            })
    void rejectsWhatIsNoOrderPlaced(String body) {
        Event event = new Event(
                UUID.randomUUID(),
                "OrderPlaced",
                "core-api",
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                null,
                body.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> event.data(OrderPlacedMessage.class)).isInstanceOf(MessageRejected.class);
    }

    private static UUID id(EventSamples.Sample sample, String field) {
        return UUID.fromString(sample.data().get(field).stringValue());
    }

    private static Money total(EventSamples.Sample sample) {
        JsonNode total = sample.data().get("total");
        return new Money(total.get("amount").longValue(), total.get("currency").stringValue());
    }
}
