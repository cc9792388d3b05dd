package io.breakwater.auth;

import static io.breakwater.auth.AuthClient.PASSWORD;
import static io.breakwater.auth.AuthClient.SECRET;
import static io.breakwater.auth.AuthClient.hash;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.breakwater.auth.AuthClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class InternalTokenIT {

    @LocalServerPort
    private int port;

    private AuthClient auth;

    @BeforeEach
    void connect() {
        auth = new AuthClient(port);
    }

    @Test
    void swapsALiveSessionForASignedToken() throws Exception {
        JsonNode session = auth.logIn(auth.aVerifiedAddress(), PASSWORD).json();

        Answer answer = auth.internalToken(session.get("token").asString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("token", "expiresAt");
        SignedJWT token = SignedJWT.parse(answer.json().get("token").asString());
        JWKSet keys = JWKSet.parse(auth.get("/internal/jwks.json").body());
        assertThat(token.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getSubject())
                .isEqualTo(session.get("user").get("id").asString());
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(answer.json().get("expiresAt").asString())))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    @Test
    void knowsNoSessionThatIsNotThere() {
        Answer answer = auth.internalToken("never given to anybody");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @Test
    void takesOnlyAHash() {
        Answer answer = auth.post("/internal/tokens", Map.of("session", "x"), "X-Internal-Secret", SECRET);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("validation-failed");
    }

    @Test
    void answersOnlyToItsSecrets() {
        Map<String, String> request = Map.of("session", hash("any"));

        assertThat(auth.post("/internal/tokens", request).status()).isEqualTo(401);
        assertThat(auth.post("/internal/tokens", request, "X-Internal-Secret", "another")
                        .status())
                .isEqualTo(401);
        assertThat(auth.post("/internal/tokens", request, "X-Internal-Secret", "next-secret-of-the-tests")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void publishesItsKeysWithoutTheirSecrets() throws Exception {
        Answer answer = auth.get("/internal/jwks.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=5, public");
        assertThat(JWKSet.parse(answer.body()).getKeys()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getAlgorithm().getName()).isEqualTo("ES256");
            assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
        });
    }
}
