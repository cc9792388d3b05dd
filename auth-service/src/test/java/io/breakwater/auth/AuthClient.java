package io.breakwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.Mail;
import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** auth-service as clients and the gateway see it. */
public final class AuthClient {

    static final String PASSWORD = "a decent password";
    static final String SECRET = "secret-of-the-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    AuthClient(int port) {
        this.port = port;
    }

    static String anAddress() {
        return "u-" + UUID.randomUUID() + "@example.org";
    }

    Answer register(String email) {
        return register(email, PASSWORD, "Ada");
    }

    Answer register(String email, String password, String name) {
        return post("/api/auth/register", Map.of("email", email, "password", password, "name", name));
    }

    Answer verify(String token) {
        return post("/api/auth/verify", Map.of("token", token));
    }

    Answer logIn(String email, String password) {
        return post("/api/auth/login", Map.of("email", email, "password", password));
    }

    /** An address that has an account, with {@link #PASSWORD}. */
    String aVerifiedAddress() {
        String email = anAddress();
        assertThat(register(email).status()).isEqualTo(202);
        assertThat(verify(token(mails(email, 1).getFirst())).status()).isEqualTo(204);
        return email;
    }

    /** A new session's opaque token. */
    String aSession(String email) {
        Answer answer = logIn(email, PASSWORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("token").asString();
    }

    static List<Mail> mails(String email, int count) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> TestServers.mailbox().to(email), mails -> mails.size() >= count);
    }

    static String token(Mail mail) {
        return mail.header("X-Breakwater-Token").orElseThrow();
    }

    static String hash(String opaqueToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(opaqueToken.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the gateway asks for an opaque token. */
    Answer internalToken(String opaqueToken) {
        return post("/internal/tokens", Map.of("session", hash(opaqueToken)), "X-Internal-Secret", SECRET);
    }

    /** What the gateway sends downstream for it. */
    String bearer(String opaqueToken) {
        Answer answer = internalToken(opaqueToken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return "Bearer " + answer.json().get("token").asString();
    }

    Answer me(String bearer) {
        return get("/api/auth/me", "Authorization", bearer);
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, Object body, String... headers) {
        return postText(path, JSON.writeValueAsString(body), headers);
    }

    Answer postText(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, HttpHeaders headers, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** The problem's slug; fails where it is none, or not of this status. */
        String problem() {
            assertThat(header("Content-Type")).as(body).startsWith("application/problem+json");
            assertThat(json().get("status").asInt()).isEqualTo(status);
            assertThat(json().get("requestId").asString()).isEqualTo(header("X-Request-Id"));
            return json().get("type").asString().replace("/problems/", "");
        }

        /** The body without what differs in each answer. */
        String comparable() {
            return body.replaceAll("\"requestId\":\"[^\"]*\"", "");
        }
    }
}
