package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.RawClient;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsIT {

    private static final int LIMIT = 256 * 1024;

    private static Door door;
    private static TestUpstream auth;

    @BeforeAll
    static void open() {
        door = Door.open();
        auth = door.sessions().authService();
        door.awaitInstances("auth-service", 1);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void theLargestBodyPassesAndOneByteMoreIsA413() {
        assertThat(door.post("/api/auth/login", "x".repeat(LIMIT)).statusCode()).isEqualTo(200);
        assertThat(auth.last().body()).hasSize(LIMIT);

        assertTooLarge(door.post("/api/auth/login", "x".repeat(LIMIT + 1)));
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsCountedAsItPasses() {
        assertThat(chunked(LIMIT).statusCode()).isEqualTo(200);
        assertThat(auth.last().body()).hasSize(LIMIT);

        assertTooLarge(chunked(LIMIT + 1));
    }

    @Test
    void aClientThatGoesOnSendingStillReadsIts413() {
        String body = "x".repeat(3 * 1024 * 1024);

        String answer = RawClient.exchange(
                door.port(),
                "POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n",
                body);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("/problems/body-too-large");
    }

    @Test
    void aUriOverEightKilobytesIsA414() {
        String longest = "/api/products?q=" + "x".repeat(8192 - "/api/products?q=".length());
        String answer = get(longest, "");
        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("/problems/unavailable");

        assertProblem(get(longest + "x", ""), 414, "uri-too-long");
        assertThat(get(longest + "x".repeat(1_000), "")).contains("\"instance\":\"/api/products\"");
        assertProblem(get(longest + "x".repeat(30_000), ""), 414, "uri-too-long");
    }

    @Test
    void headersOverSixteenKilobytesAreA431() {
        assertThat(get("/api/products", "X-Big: " + "x".repeat(15_000) + "\r\n"))
                .startsWith("HTTP/1.1 503 ");
        assertProblem(get("/api/products", "X-Big: " + "x".repeat(17_000) + "\r\n"), 431, "headers-too-large");
        assertThat(get("/api/products?q=x", "X-Request-Id: mine\r\nA: b\r\nX-Big: " + "x".repeat(17_000) + "\r\n"))
                .contains("\"instance\":\"/api/products\"", "\"requestId\":\"mine\"");
        assertProblem(get("/api/products", "X-Big: " + "x".repeat(300_000) + "\r\n"), 431, "headers-too-large");
        assertProblem(get("/api/products", "X-Some: xxxxxxxxxxxx\r\n".repeat(2_000)), 431, "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET /api/products|x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET /api/%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET /api/products HTTP/1.1\r\nHost: h\r\nBad Header: x\r\nConnection: close\r\n\r\n",
                "POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n",
                "POST /api/auth/login HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST /api/auth/login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nnochunk\r\n\r\n",
                "GET /api/products HTTP/1.1\r\nHost: h/x\r\nConnection: close\r\n\r\n",
                "GET /api/products HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET /api/products HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET api/products HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "CONNECT h:443 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET /api/products HTTP/7.1\r\nHost: h\r\nConnection: close\r\n\r\n"
            })
    void whatIsNoRequestIsAProblemToo(String bytes) {
        assertProblem(RawClient.exchange(door.port(), bytes), 400, "malformed-request");
    }

    @Test
    void aClientThatWaitsForContinueGetsIt() {
        String head = String.join(
                "\r\n",
                "POST /api/auth/login HTTP/1.1",
                "Host: h",
                "Expect: 100-continue",
                "Content-Length: 2",
                "Connection: close",
                "",
                "");

        String answer = RawClient.exchange(door.port(), head, "{}");

        assertThat(answer).containsSubsequence("HTTP/1.1 100 ", "HTTP/1.1 200 ");
        assertThat(auth.last().body()).isEqualTo("{}");
    }

    private static HttpResponse<String> chunked(int length) {
        byte[] body = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = door.request("/api/auth/login")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                .build();
        return door.send(request);
    }

    private static String get(String target, String headers) {
        return RawClient.exchange(
                door.port(), "GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("/problems/body-too-large", "requestId");
    }

    private static void assertProblem(String answer, int status, String slug) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + status);
    }
}
