package io.breakwater.notifications.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.notifications.EventSamples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserRegisteredMessageTests {

    static List<EventSamples.Sample> samples() {
        return EventSamples.of("UserRegistered");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEverySample(EventSamples.Sample sample) {
        UserRegisteredMessage message = sample.event().data(UserRegisteredMessage.class);

        assertThat(message.userId()).hasToString(sample.data().get("userId").stringValue());
        assertThat(message.email()).isEqualTo(sample.data().get("email").stringValue());
        assertThat(message.name()).isEqualTo(sample.data().get("name").stringValue());
    }
}
