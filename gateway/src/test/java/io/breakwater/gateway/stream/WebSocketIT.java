package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.RawClient;
import io.breakwater.gateway.testing.Sessions;
import io.breakwater.gateway.testing.SocketClient;
import io.breakwater.gateway.testing.StreamingUpstream;
import io.breakwater.gateway.testing.StreamingUpstream.Answer;
import io.breakwater.gateway.testing.TestUpstream;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketIT {

    private static Door door;
    private StreamingUpstream service;

    @BeforeAll
    static void open() {
        door = Door.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void begin() {
        service = new StreamingUpstream();
        instances(service.port());
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void messagesPassBothWays() throws InterruptedException {
        SocketClient client = SocketClient.of(door, door.sessions().aSession());

        service.stream(1).send("{\"sequence\":1}");
        client.socket().sendText("hello", true).join();

        assertThat(client.awaitText()).isEqualTo("{\"sequence\":1}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.stream(1).received().contains("hello"));
    }

    @Test
    void theServiceKnowsWhoListensAndNothingOfTheClientsHandshake() {
        String token = door.sessions().aSession();

        SocketClient.connect(
                        door,
                        "/ws/notifications?after=17",
                        "Authorization",
                        "Bearer " + token,
                        "Cookie",
                        "a=b",
                        "Origin",
                        "https://elsewhere.example",
                        "X-Request-Id",
                        "mine",
                        "X-User-Id",
                        "somebody",
                        "X-Deadline-Ms",
                        "100")
                .socket()
                .abort();

        StreamingUpstream.Stream stream = service.stream(1);
        assertThat(stream.uri()).isEqualTo("/ws/notifications?after=17");
        assertThat(stream.headers().getAll("Authorization")).containsExactly("Bearer " + Sessions.internalToken(token));
        assertThat(stream.headers().get("X-Request-Id")).isEqualTo("mine");
        assertThat(stream.headers().get("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(stream.headers().get("Origin")).isNotEqualTo("https://elsewhere.example");
        for (String name : new String[] {"Cookie", "X-User-Id", "X-Deadline-Ms"}) {
            assertThat(stream.headers().get(name)).as(name).isNull();
        }
    }

    @Test
    void whoHasNoSessionIsRefusedBeforeTheUpgrade() {
        assertThat(handshake("Authorization: Bearer " + "A".repeat(43) + "\r\n"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("www-authenticate: Bearer")
                .contains("/problems/unauthenticated");
        assertThat(service.streams()).isEmpty();
    }

    @Test
    void aHandshakeByCookieMustComeFromOurOwnPages() {
        String cookie = "Cookie: __Host-session=" + door.sessions().aSession() + "\r\n";

        assertThat(handshake(cookie)).startsWith("HTTP/1.1 403 ").contains("/problems/csrf");
        assertThat(handshake(cookie + "Sec-Fetch-Site: cross-site\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(handshake(cookie + "Origin: https://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(service.streams()).isEmpty();
        String token = cookie.replaceAll("Cookie: |\r\n", "");
        SocketClient.connect(door, "/ws/notifications", "Cookie", token, "Sec-Fetch-Site", "same-origin");
        SocketClient.connect(door, "/ws/notifications", "Cookie", token, "Origin", "http://127.0.0.1:" + door.port());
        assertThat(service.stream(2).headers().get("Cookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 503})
    void aServicesRefusalReachesTheClientAsItIs(int status) {
        service.refuseWith(new Answer(status, "{\"status\":" + status + ",\"errors\":[{\"field\":\"after\"}]}"));

        String answer = handshake("Authorization: Bearer " + door.sessions().aSession() + "\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("retry-after: 7")
                .containsIgnoringCase("x-request-id: ")
                .doesNotContainIgnoringCase("x-internal-hint")
                .endsWith("{\"status\":" + status + ",\"errors\":[{\"field\":\"after\"}]}");
    }

    @Test
    void anInstanceThatRefusesTheConnectionIsNoneAndAnotherIsTried() {
        try (TestUpstream gone = TestUpstream.named("gone")) {
            instances(gone.port(), service.port());
            gone.stop();

            for (int i = 1; i <= 6; i++) {
                SocketClient client = SocketClient.of(door, door.sessions().aSession());
                assertThat(service.stream(i).open()).isTrue();
                assertThat(client.open()).isTrue();
            }
        }
    }

    @Test
    void whereNobodyAnswersItIsA503() {
        service.close();

        assertThat(handshake("Authorization: Bearer " + door.sessions().aSession() + "\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .contains("/problems/unavailable")
                .containsIgnoringCase("retry-after: ");
    }

    @Test
    void whatIsNoHandshakeIsRefused() {
        String token = door.sessions().aSession();

        assertThat(door.get("/ws/notifications", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(door.get("/ws/other", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(404);
        assertThat(handshake("Authorization: Bearer " + token + "\r\nSec-WebSocket-Version: 8\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(service.streams()).isEmpty();
    }

    @Test
    void anOpenStreamIsNoOutstandingRequest() {
        Instance instance = door.context()
                .getBean(Instances.class)
                .list("notifications-service")
                .getFirst();

        SocketClient client = SocketClient.of(door, door.sessions().aSession());

        assertThat(service.stream(1).open()).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> instance.outstanding() == 0);
        assertThat(client.open()).isTrue();
    }

    private void instances(int... ports) {
        door.instances("notifications-service", ports);
        Instances known = door.context().getBean(Instances.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> known.list("notifications-service").size() == ports.length
                        && known.list("notifications-service").getLast().port() == ports[ports.length - 1]);
    }

    private static String handshake(String headers) {
        String version = headers.contains("Sec-WebSocket-Version") ? "" : "Sec-WebSocket-Version: 13\r\n";
        return RawClient.exchange(
                door.port(),
                "GET /ws/notifications HTTP/1.1\r\nHost: 127.0.0.1:" + door.port()
                        + "\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + version + headers + "\r\n");
    }
}
