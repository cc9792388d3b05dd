package io.breakwater.notifications;

import static io.breakwater.notifications.NotificationsClient.items;
import static io.breakwater.notifications.NotificationsClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.KafkaRecords;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HistoryIT {

    private final KafkaRecords kafka = new KafkaRecords();
    private final Story story = new Story(kafka);

    @LocalServerPort
    private int port;

    private NotificationsClient client;

    @BeforeEach
    void open() {
        client = new NotificationsClient(port, story.userId);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void pagesThroughAllWhileNewOnesArrive() {
        tell(5);
        List<Long> seen = new ArrayList<>();

        JsonNode page = client.get("/api/notifications?limit=2");
        items(page).forEach(n -> seen.add(n.get("sequence").longValue()));
        tell(1);
        while (!page.get("nextCursor").isNull()) {
            page = client.get("/api/notifications?limit=2&cursor="
                    + page.get("nextCursor").stringValue());
            items(page).forEach(n -> seen.add(n.get("sequence").longValue()));
        }

        assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void showsEveryFieldOfANotification() {
        tell(1);

        JsonNode told = client.newest().getFirst();

        assertThat(told.propertyNames())
                .containsExactlyInAnyOrder("id", "sequence", "type", "createdAt", "readAt", "data");
        assertThat(told.get("createdAt").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(told.get("readAt").isNull()).isTrue();
    }

    @Test
    void countsAndFiltersWhatIsUnread() {
        tell(3);
        String id = client.newest().get(1).get("id").stringValue();

        HttpResponse<String> first = client.send("POST", "/api/notifications/" + id + "/read");
        String readAt = client.newest().get(1).get("readAt").stringValue();
        HttpResponse<String> second = client.send("POST", "/api/notifications/" + id + "/read");

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(client.newest().get(1).get("readAt").stringValue()).isEqualTo(readAt);
        assertThat(client.unread()).isEqualTo(2);
        assertThat(items(client.get("/api/notifications?unread=true"))).hasSize(2);
        assertThat(items(client.get("/api/notifications?unread=false"))).hasSize(1);
        assertThat(items(client.get("/api/notifications?unread="))).hasSize(3);
    }

    @Test
    void hidesWhatIsSomebodyElses() {
        tell(1);
        String id = client.newest().getFirst().get("id").stringValue();
        NotificationsClient other = new NotificationsClient(port, UUID.randomUUID());

        assertThat(other.newest()).isEmpty();
        assertThat(other.unread()).isZero();
        assertThat(other.send("POST", "/api/notifications/" + id + "/read").statusCode())
                .isEqualTo(404);
        assertThat(client.unread()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/notifications?unread=maybe, 400, validation-failed",
        "GET, /api/notifications?limit=0, 400, validation-failed",
        "GET, /api/notifications?limit=101, 400, validation-failed",
        "GET, /api/notifications?cursor=x, 400, cursor-invalid",
        "POST, /api/notifications/none/read, 404, not-found",
        "POST, /api/notifications/019ab1f0-0001-7c01-8d1e-2f3041526374/read, 404, not-found",
        "GET, /api/notifications/019ab1f0-0001-7c01-8d1e-2f3041526374, 404, not-found",
        "PUT, /api/notifications, 405, method-not-allowed",
    })
    void refusesWithAProblem(String method, String path, int status, String slug) {
        HttpResponse<String> response = client.send(method, path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/" + slug);
        assertThat(json(response).get("requestId").stringValue()).isNotBlank();
    }

    @Test
    void takesACursorOnlyForTheListThatGaveIt() {
        tell(2);
        String cursor =
                client.get("/api/notifications?limit=1").get("nextCursor").stringValue();

        HttpResponse<String> other = client.send("GET", "/api/notifications?unread=true&cursor=" + cursor);

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(json(other).get("type").stringValue()).isEqualTo("/problems/cursor-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/notifications",
        "GET, /api/notifications/unread-count",
        "POST, /api/notifications/019ab1f0-0001-7c01-8d1e-2f3041526374/read"
    })
    void needsACaller(String method, String path) {
        HttpResponse<String> response = client.sendAsNobody(method, path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).get("type").stringValue()).isEqualTo("/problems/unauthenticated");
    }

    private void tell(int count) {
        long before = client.unread();
        for (int i = 0; i < count; i++) {
            story.send(story.placed(UUID.randomUUID()));
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> client.unread() == before + count);
    }
}
