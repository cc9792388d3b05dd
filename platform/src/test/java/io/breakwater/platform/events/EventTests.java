package io.breakwater.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTests {

    private static final Map<String, String> HEADERS = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "019ab1f0-000b-7c0b-8d1e-2f3041526374",
            "ce_source", "payments-service",
            "ce_type", "PaymentSucceeded",
            "ce_subject", "019ab1d0-1c9e-7d44-8b25-3e5f708192a3",
            "ce_time", "2026-03-02T09:30:12.980Z",
            "ce_aggregateversion", "3");

    private record Shape(long amount, String currency) {}

    @Test
    void readsTheAttributesFromTheHeaders() {
        Event event = CloudEvents.event(HEADERS::get, bytes("{}"));

        assertThat(event.id()).isEqualTo(UUID.fromString("019ab1f0-000b-7c0b-8d1e-2f3041526374"));
        assertThat(event.aggregateVersion()).isEqualTo(3);
        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-02T09:30:12.980Z"));
        assertThat(event.requestId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_aggregateversion", "ce_specversion"
            })
    void rejectsAMessageWithoutOneOfThem(String missing) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.remove(missing);

        assertThatThrownBy(() -> CloudEvents.event(headers::get, bytes("{}")))
                .isInstanceOf(MessageRejected.class)
                .hasMessageContaining(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_subject", "ce_time", "ce_aggregateversion"})
    void rejectsAMessageWithAMalformedOne(String malformed) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put(malformed, "x");

        assertThatThrownBy(() -> CloudEvents.event(headers::get, bytes("{}")))
                .isInstanceOf(MessageRejected.class)
                .hasMessageContaining(malformed);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        Event event = CloudEvents.event(HEADERS::get, bytes("{\"amount\":1,\"currency\":\"EUR\",\"more\":[{}]}"));

        assertThat(event.data(Shape.class)).isEqualTo(new Shape(1, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":1.5,\"currency\":\"EUR\"}", "null", "{", "[]", "{\"amount\":null}"})
    void rejectsABodyThatIsNoSuchThing(String body) {
        Event event = CloudEvents.event(HEADERS::get, bytes(body));

        assertThatThrownBy(() -> event.data(Shape.class)).isInstanceOf(MessageRejected.class);
    }

    @Test
    void writesMillisecondsAlsoWhereTheyAreZero() {
        assertThat(EventJson.MAPPER.writeValueAsString(Map.of("at", Instant.parse("2026-03-02T09:30:12Z"))))
                .isEqualTo("{\"at\":\"2026-03-02T09:30:12.000Z\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
