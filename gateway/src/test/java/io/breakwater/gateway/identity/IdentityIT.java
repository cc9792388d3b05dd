package io.breakwater.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.Sessions;
import io.breakwater.gateway.testing.TestUpstream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityIT {

    private static Door door;
    private static TestUpstream core;

    @BeforeAll
    static void open() {
        door = Door.open();
        core = TestUpstream.named("core");
        door.instances("core-api", core.port());
        door.awaitInstances("core-api", 1);
    }

    @AfterAll
    static void close() {
        door.close();
        core.close();
    }

    @BeforeEach
    void calm() {
        door.sessions().authService().answerWith(door.sessions()::answer);
    }

    @Test
    void withoutASessionThereIsNoEntry() {
        HttpResponse<String> answer = door.get("/api/orders");

        assertUnauthenticated(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "Basic dTpw",
                "Bearer "
            })
    void anInvalidTokenIsNone(String header) {
        assertUnauthenticated(door.get("/api/orders", "Authorization", header));
        assertThat(door.get("/api/products", "Authorization", header).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theCookieIsASessionTooAndTheHeaderCountsWhereBothAre() {
        String token = door.sessions().aSession();
        String other = door.sessions().aSession();

        assertThat(door.get("/api/orders", "Cookie", "a=b; __Host-session=" + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(core.last().headers().getFirst("Authorization"))
                .isEqualTo("Bearer " + Sessions.internalToken(token));
        door.get("/api/orders", "Cookie", "__Host-session=" + token, "Authorization", "Bearer " + other);
        assertThat(core.last().headers().getFirst("Authorization"))
                .isEqualTo("Bearer " + Sessions.internalToken(other));
        assertUnauthenticated(
                door.get("/api/orders", "Cookie", "__Host-session=" + token, "Authorization", "Bearer wrong"));
    }

    @Test
    void aServiceLearnsThatItWasTheCookieAndNobodyCanSayItThemselves() {
        String token = door.sessions().aSession();

        door.get("/api/orders", "Cookie", "__Host-session=" + token, "X-Internal-Credential", "other");
        assertThat(core.last().headers().get("X-Internal-Credential")).containsExactly("cookie");
        door.get("/api/orders", "Authorization", "Bearer " + token, "X-Internal-Credential", "cookie");
        assertThat(core.last().headers().getFirst("X-Internal-Credential")).isNull();
    }

    @Test
    void aPublicRouteKnowsWhoAsksWhereThatIsKnown() {
        String token = door.sessions().aSession();

        door.get("/api/products/1", "Authorization", "Bearer " + token);

        assertThat(core.last().headers().getFirst("Authorization"))
                .isEqualTo("Bearer " + Sessions.internalToken(token));
        assertUnauthenticated(door.post("/api/products", "{}"));
    }

    @Test
    void byCookieAChangeMustComeFromOurOwnPages() {
        String cookie = "__Host-session=" + door.sessions().aSession();
        String host = "127.0.0.1:" + door.port();

        HttpResponse<String> bare = door.post("/api/orders", "{}", "Cookie", cookie);
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).contains("/problems/csrf");
        for (String[] refused : List.<String[]>of(
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"Sec-Fetch-Site", "same-site"},
                new String[] {"Origin", "https://evil.example"},
                new String[] {"Origin", "null"})) {
            assertThat(door.post("/api/orders", "{}", "Cookie", cookie, refused[0], refused[1])
                            .statusCode())
                    .isEqualTo(403);
        }
        for (String[] taken : List.<String[]>of(
                new String[] {"Sec-Fetch-Site", "same-origin"},
                new String[] {"Sec-Fetch-Site", "none"},
                new String[] {"Origin", "https://" + host})) {
            assertThat(door.post("/api/orders", "{}", "Cookie", cookie, taken[0], taken[1])
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEndedSessionIsRefusedAtOnce() {
        String token = door.sessions().aSession();
        assertThat(orders(token).statusCode()).isEqualTo(200);

        door.sessions().end(token);

        assertUnauthenticated(orders(token));
    }

    @Test
    void aSessionPastItsEndIsRefused() {
        String token = door.sessions().aSession();
        door.sessions()
                .redis()
                .hset(Sessions.live(token), "ends", Long.toString(Instant.now().toEpochMilli() - 1));

        assertUnauthenticated(orders(token));
    }

    @Test
    void useRenewsTheIdleTimeButOnlyEveryHalfMinute() {
        String token = door.sessions().aSession();
        String key = Sessions.live(token);
        var redis = door.sessions().redis();
        long now = Instant.now().toEpochMilli();
        redis.expire(key, Duration.ofMinutes(3));

        orders(token);
        assertThat(redis.pttl(key)).isLessThanOrEqualTo(Duration.ofMinutes(3).toMillis());

        redis.hset(key, "seen", Long.toString(now - 31_000));
        orders(token);
        assertThat(Long.parseLong(redis.hget(key, "seen"))).isGreaterThanOrEqualTo(now);
        assertThat(redis.pttl(key))
                .isBetween(
                        Duration.ofMinutes(29).toMillis(),
                        Duration.ofMinutes(30).toMillis());

        redis.hset(key, Map.of("seen", "0", "ends", Long.toString(now + 60_000)));
        orders(token);
        assertThat(redis.pttl(key)).isBetween(1L, 60_000L);
    }

    @Test
    void aRedisThatHasForgottenTheScriptIsTaughtItAgain() {
        String token = door.sessions().aSession();
        orders(token);
        door.sessions().redis().scriptFlush();

        door.sessions().end(token);

        assertUnauthenticated(orders(token));
    }

    @Test
    void manyRequestsOfOneSessionAskAuthServiceOnce() {
        String token = door.sessions().aSession();
        int before = door.sessions().authService().seen().size();

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> door.client()
                        .sendAsync(
                                door.request("/api/orders", "Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofString()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(door.sessions().authService().seen()).hasSize(before + 1);
    }

    @Test
    void whereRedisKnowsASessionThatAuthServiceDoesNotItIsRefused() {
        String token = door.sessions().aSession();
        door.sessions().authService().answerWith(request -> request.reply(404, "{}"));

        assertUnauthenticated(orders(token));
    }

    @Test
    void withoutAuthServiceAKeptAnswerServesAndNobodyIsLoggedOut() {
        String known = door.sessions().aSession();
        String unknown = door.sessions().aSession();
        orders(known);
        door.sessions().authService().answerWith(request -> request.reply(503, "{}"));

        assertThat(orders(known).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = orders(unknown);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("/problems/identity-unavailable");
        assertThat(door.get("/api/products", "Authorization", "Bearer " + unknown)
                        .statusCode())
                .isEqualTo(200);

        calm();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(orders(unknown).statusCode()).isEqualTo(200));
    }

    private static HttpResponse<String> orders(String token) {
        return door.get("/api/orders", "Authorization", "Bearer " + token);
    }

    private static void assertUnauthenticated(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("/problems/unauthenticated");
    }
}
