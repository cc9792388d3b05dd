package io.breakwater.payments.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.events.Event;
import io.breakwater.testing.EventContracts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every OrderPlaced and PaymentStatusRequested ever recorded can be read, also with fields added. */
class OrderContractTests {

    static Iterable<String> placed() {
        return EventContracts.samples("OrderPlaced").stream()
                .map(sample -> EventContracts.extended(sample.required("data")).toString())
                .toList();
    }

    static Iterable<String> asked() {
        return EventContracts.samples("PaymentStatusRequested").stream()
                .map(sample -> EventContracts.extended(sample.required("data")).toString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("placed")
    void readsAnOrder(String data) {
        assertThat(event(data).data(OrderPlaced.class)).hasNoNullFieldsOrProperties();
    }

    @ParameterizedTest
    @MethodSource("asked")
    void readsAQuestion(String data) {
        assertThat(event(data).data(PaymentStatusRequested.class)).hasNoNullFieldsOrProperties();
    }

    private static Event event(String data) {
        UUID any = UUID.randomUUID();
        byte[] body = data.getBytes(StandardCharsets.UTF_8);
        return new Event(any, "any", "core-api", any, 1, Instant.EPOCH, null, body);
    }
}
