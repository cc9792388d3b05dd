package io.breakwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.EventContracts;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.KafkaRecords.Received;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class UserRegisteredIT {

    @LocalServerPort
    private int port;

    @Test
    void tellsOfAVerifiedAccountAsTheSchemaSays() {
        AuthClient auth = new AuthClient(port);
        String email = auth.aVerifiedAddress();
        String id = auth.logIn(email, AuthClient.PASSWORD)
                .json()
                .get("user")
                .get("id")
                .asString();

        Received event = eventOf(email);

        assertThat(event.key()).isEqualTo(id);
        assertThat(event.headers())
                .containsEntry("ce_type", "UserRegistered")
                .containsEntry("ce_source", "auth-service")
                .containsEntry("ce_subject", id)
                .containsEntry("ce_aggregateversion", "1");
        assertThat(EventContracts.violations("UserRegistered", event.value())).isEmpty();
        var data = JsonMapper.builder().build().readTree(event.value());
        assertThat(data.propertyNames()).containsExactlyInAnyOrder("userId", "email", "name", "registeredAt");
        assertThat(data.get("userId").asString()).isEqualTo(id);
    }

    private static Received eventOf(String email) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> eventsOf(email), events -> !events.isEmpty())
                .getFirst();
    }

    private static List<Received> eventsOf(String email) {
        try (var records = new KafkaRecords()) {
            return records.in("users.v1").stream()
                    .filter(event -> event.value().contains("\"" + email + "\""))
                    .toList();
        }
    }
}
