package io.breakwater.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.web.EdgeClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTests {

    private EdgeClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new EdgeClient(port);
    }

    @Test
    void aProblemHasAllItsFields() {
        Answer answer = client.get("/api/refused?secret=1", "X-Request-Id", "abc-1.2_3");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.header("X-Request-Id")).isEqualTo("abc-1.2_3");
        assertThat(answer.text()).isEqualTo("""
                {"type":"/problems/sku-taken","title":"The SKU is taken","status":409,"detail":"Take another.",\
                "instance":"/api/refused","requestId":"abc-1.2_3"}""");
    }

    @Test
    void theInstanceIsThePathAsItWasSent() {
        assertThat(client.get("/api/no%20thing/%C3%A4?q=1")
                        .json()
                        .path("instance")
                        .asString())
                .isEqualTo("/api/no%20thing/%C3%A4");
    }

    @Test
    void everyAnswerHasARequestIdAndSafeHeaders() {
        Answer replaced = client.get("/api/things/" + new UUID(1, 2), "X-Request-Id", "not valid!");
        Answer tooLong = client.get("/api/things/" + new UUID(1, 2), "X-Request-Id", "a".repeat(65));

        assertThat(UUID.fromString(replaced.header("X-Request-Id")).version()).isEqualTo(7);
        assertThat(tooLong.header("X-Request-Id")).hasSize(36);
        assertThat(replaced.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(replaced.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(client.get("/api/search?q=a").headers().allValues("Cache-Control"))
                .containsExactly("max-age=5");
    }

    @Test
    void anUnknownPathAndAMalformedIdAreNotFound() {
        assertProblem(client.get("/api/nothing"), 404, "not-found");
        assertProblem(client.get("/nothing"), 404, "not-found");
        assertProblem(client.get("/error"), 404, "not-found");
        assertProblem(client.get("/api/things/17"), 404, "not-found");
        assertProblem(client.get("/api/things/1-1-1-1-1"), 404, "not-found");
        assertThat(client.get("/api/things/" + new UUID(1, 2)).status()).isEqualTo(200);
    }

    @Test
    void anotherMethodIsNotAllowed() {
        Answer answer = client.send("DELETE", "/api/things", BodyPublishers.noBody());
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");

        Answer unknown = client.send("PURGE", "/api/search", BodyPublishers.noBody());
        assertProblem(unknown, 405, "method-not-allowed");
        assertThat(unknown.header("Allow")).isEqualTo("GET, HEAD");

        assertThat(client.raw("TRACE /api/search HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("/problems/method-not-allowed");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        assertProblem(client.get("/api/search?q=a", "Accept", "text/html"), 406, "not-acceptable");
        assertProblem(client.get("/api/search?q=a", "Accept", "nonsense"), 406, "not-acceptable");
        assertProblem(client.get("/api/nothing", "Accept", "text/html"), 404, "not-found");
        assertProblem(client.get("/api/paper", "Accept", "application/json"), 406, "not-acceptable");
        assertThat(client.get("/api/paper", "Accept", "application/pdf").status())
                .isEqualTo(200);
        Answer xml =
                client.send("POST", "/api/things", BodyPublishers.ofString("<a/>"), "Content-Type", "application/xml");
        assertProblem(xml, 415, "unsupported-media-type");
        assertProblem(client.send("POST", "/api/things", BodyPublishers.ofString("{}")), 415, "unsupported-media-type");
    }

    @Test
    void aBodyOverTheLimitIsRefusedHoweverItIsSent() {
        String large = " ".repeat(RequestLimitFilter.MAX_BODY_BYTES + 1);
        byte[] bytes = large.getBytes(StandardCharsets.US_ASCII);

        assertProblem(client.post("/api/things", large), 413, "body-too-large");
        Answer chunked = client.send(
                "POST",
                "/api/things",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                "Content-Type",
                "application/json");
        assertProblem(chunked, 413, "body-too-large");
        Answer raw = client.send(
                "POST",
                "/hooks/raw",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                "Content-Type",
                "application/json");
        assertProblem(raw, 413, "body-too-large");
        assertProblem(client.post("/api/things", large.substring(1)), 400, "malformed-request");
    }

    @Test
    void aLongUriAndLargeHeadersAreRefused() {
        assertProblem(client.get("/api/search?q=" + "a".repeat(8 * 1024)), 414, "uri-too-long");
        assertThat(client.raw("GET /api/search?q=a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: "
                        + "a".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void whatTheFirewallAndTomcatRefuseIsMalformed() {
        for (String path : new String[] {"/api//things", "/api/things;a=b", "/api/..%2fthings", "/api/search?q=%00"}) {
            assertProblem(client.get(path), 400, "malformed-request");
        }
        assertProblem(client.get("/api/search?q=a" + "&b=c".repeat(1_500)), 400, "malformed-request");
        for (String query : new String[] {"q=%zz", "q=%ff%fe", "%ff=1&q=a", "q=a&%zz"}) {
            assertThat(client.raw("GET /api/search?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .as(query)
                    .startsWith("HTTP/1.1 400")
                    .contains("\"type\":\"/problems/malformed-request\"");
        }
        assertThat(client.raw("GET /api/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"type\":\"/problems/malformed-request\"")
                .containsIgnoringCase("X-Request-Id: 0")
                .containsIgnoringCase("Cache-Control: no-store");
        assertThat(client.raw("GET /api/%zz HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nConnection: close\r\n\r\n"))
                .containsIgnoringCase("X-Request-Id: mine")
                .contains("\"requestId\":\"mine\"");
    }

    @Test
    void aDependencyAwayIsUnavailableAndSaysWhenToComeBack() {
        Answer answer = client.get("/api/away");

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatTakesTooLongIsTimedOut() {
        assertProblem(client.get("/api/slow"), 504, "deadline-exceeded");
    }

    @Test
    void aBugTellsNothingAndIsLoggedOnceWithItsRequestId(CapturedOutput output) {
        Answer answer = client.get("/api/broken", "X-Request-Id", "find-me");

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Foo");
        assertThat(output.getOut().split("GET /api/broken failed", -1)).hasSize(2);
        assertThat(output.getOut()).contains("find-me");
    }

    @Test
    void aSentErrorIsAProblemToo() {
        Answer answer = client.get("/api/send-error", "X-Request-Id", "teapot");

        assertThat(answer.slug()).isEqualTo("malformed-request");
        assertThat(answer.json().path("requestId").asString()).isEqualTo("teapot");
        assertThat(answer.json().path("instance").asString()).isEqualTo("/api/send-error");
    }

    static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.slug()).as(answer.text()).isEqualTo(slug);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("requestId").asString()).isNotEmpty().isEqualTo(answer.header("X-Request-Id"));
    }
}
