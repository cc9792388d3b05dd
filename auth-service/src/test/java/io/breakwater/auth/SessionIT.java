package io.breakwater.auth;

import static io.breakwater.auth.AuthClient.PASSWORD;
import static io.breakwater.auth.AuthClient.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.auth.AuthClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SessionIT {

    @LocalServerPort
    private int port;

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private JdbcClient jdbc;

    private AuthClient auth;

    @BeforeEach
    void connect() {
        auth = new AuthClient(port);
    }

    @Test
    void beginsASessionWithItsAbsoluteEnd() {
        String email = auth.aVerifiedAddress();

        Answer answer = auth.logIn(email.toUpperCase(Locale.ROOT), PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("token", "expiresAt", "user");
        assertThat(answer.json().get("user").propertyNames()).containsExactly("id", "email", "name", "roles");
        assertThat(answer.json().get("token").asString()).matches("[A-Za-z0-9_-]{43}");
        String expiresAt = answer.json().get("expiresAt").asString();
        assertThat(expiresAt).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Duration.between(Instant.now(), Instant.parse(expiresAt)))
                .isBetween(Duration.ofHours(11), Duration.ofHours(12));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void writesWhatTheGatewayReads() {
        Answer answer = auth.logIn(auth.aVerifiedAddress(), PASSWORD);

        String hex = hash(answer.json().get("token").asString());
        Map<Object, Object> live = redis.opsForHash().entries("session:live:" + hex);
        Instant ends = Instant.parse(answer.json().get("expiresAt").asString());
        assertThat(live).containsOnlyKeys("ends", "seen").containsEntry("ends", Long.toString(ends.toEpochMilli()));
        assertThat(redis.getExpire("session:live:" + hex, TimeUnit.MINUTES)).isBetween(28L, 30L);
        assertThat(redis.getExpire("session:data:" + hex, TimeUnit.MINUTES)).isBetween(700L, 720L);
        Object sid = redis.opsForHash().get("session:data:" + hex, "sid");
        assertThat(redis.opsForValue().get("session:id:" + sid)).isEqualTo(hex);
        assertThat(redis.opsForZSet()
                        .score(
                                "session:user:"
                                        + answer.json().get("user").get("id").asString(),
                                hex))
                .isNotNull();
    }

    @Test
    void givesTheTokenAsACookieToWhoAsks() {
        String email = auth.aVerifiedAddress();

        Answer answer = auth.post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "session", "cookie"));

        assertThat(answer.json().get("token").isNull()).isTrue();
        assertThat(answer.header("Set-Cookie"))
                .matches("__Host-session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; Expires=[^;]+; Secure; HttpOnly;"
                        + " SameSite=Strict");
        String token = answer.header("Set-Cookie").replaceAll("__Host-session=([^;]*).*", "$1");
        assertThat(auth.internalToken(token).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        String email = auth.aVerifiedAddress();

        assertThat(auth.logIn(email, "wrong").status()).isEqualTo(401);
        assertThat(auth.logIn(email, "wrong").problem()).isEqualTo("invalid-credentials");
        assertThat(auth.logIn(email, "wrong").header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(auth.logIn("not an address", PASSWORD).problem()).isEqualTo("invalid-credentials");
        assertThat(auth.postText("/api/auth/login", "{}").problem()).isEqualTo("validation-failed");
        assertThat(auth.post("/api/auth/login", Map.of("email", email, "password", PASSWORD, "session", "other"))
                        .problem())
                .isEqualTo("validation-failed");
    }

    @Test
    void showsTheUser() {
        String email = auth.aVerifiedAddress();

        Answer me = auth.me(auth.bearer(auth.aSession(email)));

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json()).isEqualTo(auth.logIn(email, PASSWORD).json().get("user"));
        assertThat(me.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void asksForASessionOnPrivateRoutes() {
        Answer me = auth.get("/api/auth/me");

        assertThat(me.status()).isEqualTo(401);
        assertThat(me.problem()).isEqualTo("unauthenticated");
        assertThat(me.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(auth.me("Bearer forged").problem()).isEqualTo("unauthenticated");
        assertThat(auth.post("/api/auth/logout", Map.of()).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void endsTheSessionAndNoOther() {
        String email = auth.aVerifiedAddress();
        String ended = auth.aSession(email);
        String other = auth.aSession(email);
        String bearer = auth.bearer(ended);

        assertThat(auth.postText("/api/auth/logout", "", "Authorization", bearer)
                        .status())
                .isEqualTo(204);

        assertThat(auth.internalToken(ended).status()).isEqualTo(404);
        assertThat(auth.internalToken(other).status()).isEqualTo(200);
        assertThat(redis.keys("session:*:" + hash(ended))).isEmpty();
        assertThat(auth.postText("/api/auth/logout", "", "Authorization", bearer)
                        .status())
                .as("ending it again")
                .isEqualTo(204);
    }

    @Test
    void takesTheCookieBackFromWhoLogsOutByIt() {
        String email = auth.aVerifiedAddress();

        Answer byCookie = auth.postText(
                "/api/auth/logout",
                "",
                "Authorization",
                auth.bearer(auth.aSession(email)),
                "X-Internal-Credential",
                "cookie");
        Answer byHeader = auth.postText("/api/auth/logout", "", "Authorization", auth.bearer(auth.aSession(email)));

        assertThat(byCookie.status()).isEqualTo(204);
        assertThat(byCookie.header("Set-Cookie"))
                .matches("__Host-session=; Path=/; Max-Age=0; Expires=[^;]+; Secure; HttpOnly; SameSite=Strict");
        assertThat(byHeader.status()).isEqualTo(204);
        assertThat(byHeader.header("Set-Cookie")).isNull();
    }

    @Test
    void endsTheOldestSessionBeyondTwenty() {
        String email = auth.aVerifiedAddress();

        List<String> tokens =
                IntStream.range(0, 22).mapToObj(i -> auth.aSession(email)).toList();

        assertThat(tokens.stream().map(token -> auth.internalToken(token).status()))
                .startsWith(404, 404, 200)
                .satisfies(all ->
                        assertThat(all.stream().filter(status -> status == 200)).hasSize(20));
        assertThat(tokens.subList(0, 2))
                .allSatisfy(token ->
                        assertThat(redis.keys("session:*:" + hash(token))).isEmpty());
    }

    @Test
    void doesNotCountSessionsThatEndedByThemselves() {
        String email = auth.aVerifiedAddress();
        List<String> tokens =
                IntStream.range(0, 20).mapToObj(i -> auth.aSession(email)).toList();
        redis.delete("session:live:" + hash(tokens.get(7)));

        auth.aSession(email);

        assertThat(auth.internalToken(tokens.getFirst()).status()).isEqualTo(200);
        assertThat(redis.hasKey("session:data:" + hash(tokens.get(7)))).isFalse();
    }

    @Test
    void losesNothingButSessionsWhenRedisIsFlushed() {
        String email = auth.aVerifiedAddress();
        String token = auth.aSession(email);

        redis.execute((org.springframework.data.redis.core.RedisCallback<String>) connection -> {
            connection.serverCommands().flushDb();
            return "flushed";
        });

        assertThat(auth.internalToken(token).status()).isEqualTo(404);
        String another = auth.aSession(email);
        assertThat(auth.me(auth.bearer(another)).json().get("email").asString()).isEqualTo(email);
    }

    @Test
    void hashesAWeaklyHashedPasswordAnew() {
        String email = auth.aVerifiedAddress();
        jdbc.sql("UPDATE account SET password_hash = :hash WHERE email_key = :email")
                .param("hash", new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode(PASSWORD))
                .param("email", email)
                .update();

        auth.aSession(email);

        assertThat(jdbc.sql("SELECT password_hash FROM account WHERE email_key = :email")
                        .param("email", email)
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        auth.aSession(email);
    }
}
