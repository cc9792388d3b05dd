package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.Sessions;
import io.breakwater.gateway.testing.TestUpstream;
import io.breakwater.gateway.testing.TestUpstream.Seen;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingIT {

    private static Door door;
    private static TestUpstream core;
    private static TestUpstream payments;
    private static TestUpstream notifications;

    @BeforeAll
    static void open() {
        door = Door.open();
        core = TestUpstream.named("core");
        payments = TestUpstream.named("payments");
        notifications = TestUpstream.named("notifications");
        door.instances("core-api", core.port());
        door.instances("payments-service", payments.port());
        door.instances("notifications-service", notifications.port());
        door.awaitInstances("notifications-service", 1);
    }

    @AfterAll
    static void close() {
        door.close();
        core.close();
        payments.close();
        notifications.close();
    }

    @BeforeEach
    void calm() {
        core.answerWith(request -> request.reply(200, "{\"from\": \"core\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/auth/me, auth",
        "/api/products, core",
        "/api/products/1/stock, core",
        "/api/orders?limit=2, core",
        "/api/payments/7, payments",
        "/api/ledger/invariants, payments",
        "/api/notifications/unread-count, notifications"
    })
    void eachPathLeadsToItsService(String path, String service) {
        HttpResponse<String> answer =
                door.get(path, "Authorization", "Bearer " + door.sessions().aSession());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(service);
    }

    @Test
    void aServiceSeesTheRequestAsItWasSentAndWhoSentIt() {
        String token = door.sessions().aSession();

        door.send(door.request("/api/orders?cursor=a%2Fb&x=1", "Authorization", "Bearer " + token)
                .headers(
                        "Idempotency-Key",
                        "k-1",
                        "X-Deadline-Ms",
                        "700",
                        "User-Agent",
                        "curl/8",
                        "X-Request-Id",
                        "mine.1")
                .headers("Cookie", "__Host-session=" + token + "; theme=dark")
                .POST(HttpRequest.BodyPublishers.ofString("{\"items\": []}"))
                .build());

        Seen seen = core.last();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.target()).isEqualTo("/api/orders?cursor=a%2Fb&x=1");
        assertThat(seen.body()).isEqualTo("{\"items\": []}");
        assertThat(seen.headers().get("Authorization")).containsExactly("Bearer " + Sessions.internalToken(token));
        assertThat(seen.headers()).doesNotContainKey("Cookie");
        assertThat(seen.headers().get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.headers().get("X-Request-Id")).containsExactly("mine.1");
        assertThat(seen.headers().get("Idempotency-Key")).containsExactly("k-1");
        assertThat(seen.headers().get("X-Deadline-Ms")).containsExactly("700");
        assertThat(seen.headers().get("User-Agent")).containsExactly("curl/8");
        assertThat(seen.headers().get("Content-Length")).containsExactly("13");
    }

    @Test
    void noClientCanSetAnInternalHeader() {
        door.get(
                "/api/products",
                "X-Internal-Secret",
                "guess",
                "X-Breakwater-Token",
                "t",
                "X-User-Id",
                "42",
                "X-Forwarded-For",
                "10.0.0.1",
                "X-Forwarded-Host",
                "evil",
                "Forwarded",
                "for=10.0.0.1",
                "X-Request-Id",
                "not an id");

        Seen seen = core.last();
        assertThat(seen.headers())
                .doesNotContainKeys(
                        "X-internal-secret",
                        "X-breakwater-token",
                        "X-user-id",
                        "X-forwarded-host",
                        "Forwarded",
                        "Authorization");
        assertThat(seen.headers().get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.headers().getFirst("X-Request-Id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
    }

    @Test
    void noServiceCanShowAnInternalHeader() {
        core.answerWith(request -> request.with("Server", "Tomcat")
                .with("X-Internal-Node", "7")
                .with("X-User-Id", "42")
                .with("X-Request-Id", "other")
                .with("X-Content-Type-Options", "nosniff")
                .with("ETag", "\"3\"")
                .reply(200, "{}"));

        HttpResponse<String> answer = door.get("/api/products/1", "X-Request-Id", "mine");

        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-internal-node", "x-user-id");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("mine");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"3\"");
    }

    @Test
    void aServicesRefusalPassesAsItIs() {
        core.answerWith(request -> request.with("Allow", "GET").reply(405, "{\"type\": \"/problems/x\"}"));

        HttpResponse<String> answer = door.get("/api/products/9");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(answer.body()).isEqualTo("{\"type\": \"/problems/x\"}");
    }

    @Test
    void headHasNoBody() {
        HttpResponse<String> answer = door.send(door.request("/api/products")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aSessionCookieOfALogInReachesTheClient() {
        HttpResponse<String> answer = door.post("/api/auth/login", "{}");

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-session=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/internal/tokens", "/api", "/api/internal/tokens", "/metrics", "/healthz", "/actuator"})
    void whatHasNoRouteIsNotFound(String path) {
        HttpResponse<String> answer = door.get(path + "?q=1", "X-Request-Id", "abc");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains(
                        "\"type\":\"/problems/not-found\"", "\"title\":\"There is no such resource\"", "\"status\":404")
                .contains("\"instance\":\"" + path + "\"", "\"requestId\":\"abc\"", "\"detail\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products/%2e%2e/%2e%2e/internal/tokens",
                "/api/products/..%2f..%2finternal/tokens",
                "/api/products/..;/..;/internal/tokens",
                "/api/products/%5c..%5cinternal",
                "/api/products/%252e%252e/x"
            })
    void aPathThatMeansAnotherIsRefused(String path) {
        int before = core.seen().size();

        HttpResponse<String> answer = door.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("/problems/malformed-request");
        assertThat(core.seen()).hasSize(before);
    }

    @Test
    void aStreamPassesPieceByPiece() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        notifications.answerWith(request -> {
            request.exchange().getResponseHeaders().set("Content-Type", "text/event-stream");
            request.exchange().sendResponseHeaders(200, 0);
            request.exchange().getResponseBody().write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
            request.exchange().getResponseBody().flush();
            await(firstRead);
            request.exchange().getResponseBody().write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
        });

        HttpRequest request = door.request(
                        "/api/notifications/stream",
                        "Authorization",
                        "Bearer " + door.sessions().aSession())
                .build();
        try (InputStream body = door.client()
                        .send(request, BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: one");
            firstRead.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: two");
        } finally {
            notifications.answerWith(request2 -> request2.reply(200, "{\"from\": \"notifications\"}"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
