package io.breakwater.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.breakwater.platform.web.EdgeClient;
import io.breakwater.platform.web.EdgeClient.Answer;
import io.breakwater.platform.web.EdgeTest;
import io.breakwater.testing.TestTokens;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

@EdgeTest
class AccessTests {

    private static final UUID USER = UUID.fromString("01970000-0000-7000-8000-000000000001");
    private static final String LINE = "{\"productId\": \"%s\", \"quantity\": 1}".formatted(USER);

    private EdgeClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new EdgeClient(port);
    }

    @Test
    void aValidTokenIsTheCaller() {
        Answer answer = client.get("/api/me", "Authorization", TestTokens.bearer(USER, "customer", "admin"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("userId").asString()).isEqualTo(USER.toString());
        assertThat(answer.json().path("roles").valueStream().map(role -> role.asString()))
                .containsExactlyInAnyOrder("customer", "admin");
        assertThat(answer.json().path("sessionId").asString()).hasSize(36);
    }

    @Test
    void withoutATokenNothingIsOpenThatIsNotPublic() {
        Answer answer = client.get("/api/me");

        assertUnauthenticated(answer);
        assertUnauthenticated(client.get("/api/me", "Authorization", "Basic YTpi"));
        assertUnauthenticated(client.get("/api/me", "Authorization", "Bearer "));
        assertUnauthenticated(client.get("/api/me", "Authorization", "Bearer a.b.c"));
        assertUnauthenticated(client.get("/ws/handshake"));
        assertThat(client.get("/api/unknown").status()).isEqualTo(404);
        assertThat(client.get("/api/search?q=a").status()).isEqualTo(200);
    }

    @Test
    void aPublicRouteIgnoresAnInvalidToken() {
        assertThat(client.get("/api/search?q=a", "Authorization", "Bearer nonsense")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aForgedOrForeignTokenNeverPasses() {
        Instant now = Instant.now();
        List<UnaryOperator<JWTClaimsSet.Builder>> changes = List.of(
                claims -> claims.issuer("somebody"),
                claims -> claims.audience("another"),
                claims -> claims.audience((String) null),
                claims -> claims.subject("not-a-uuid"),
                claims -> claims.subject(null),
                claims -> claims.claim("sid", null),
                claims -> claims.claim("roles", null),
                claims -> claims.expirationTime(null),
                claims -> claims.issueTime(Date.from(now.minusSeconds(66)))
                        .expirationTime(Date.from(now.minusSeconds(6))),
                claims -> claims.notBeforeTime(Date.from(now.plusSeconds(30))));
        for (var change : changes) {
            JWTClaimsSet claims =
                    change.apply(TestTokens.claims(USER, "customer")).build();
            assertUnauthenticated(me(TestTokens.sign(claims, "at+jwt")));
        }
        JWTClaimsSet claims = TestTokens.claims(USER, "customer").build();
        assertUnauthenticated(me(TestTokens.sign(claims, "JWT")));
        assertUnauthenticated(me(new PlainJWT(claims).serialize()));
        assertUnauthenticated(me(TestTokens.sign(claims, "at+jwt", TestTokens.newKey("test-key"))));
        String valid = TestTokens.sign(claims, "at+jwt");
        assertThat(me(valid).status()).isEqualTo(200);
        assertUnauthenticated(me(valid.substring(0, valid.length() - 4) + "AAAA"));
    }

    @Test
    void aTokenOfAnUnknownKeyIsRefused() {
        JWTClaimsSet claims = TestTokens.claims(USER, "customer").build();

        assertUnauthenticated(me(TestTokens.sign(claims, "at+jwt", TestTokens.newKey("unknown"))));
    }

    @Test
    void clocksMayDifferByFiveSeconds() {
        Date past = Date.from(Instant.now().minusSeconds(3));
        JWTClaimsSet claims = TestTokens.claims(USER, "customer")
                .issueTime(Date.from(Instant.now().minusSeconds(63)))
                .expirationTime(past)
                .build();

        assertThat(me(TestTokens.sign(claims, "at+jwt")).status()).isEqualTo(200);
    }

    @Test
    void aMissingRoleIsRefusedBeforeTheBodyIsRead() {
        Answer customer = client.post("/api/admin", "not json", "Authorization", TestTokens.bearer(USER, "customer"));

        assertThat(customer.status()).isEqualTo(403);
        assertThat(customer.slug()).isEqualTo("forbidden");
        assertThat(client.post("/api/admin", "not json").status()).isEqualTo(401);
        assertThat(client.post("/api/admin", LINE, "Authorization", TestTokens.bearer(USER, "support"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void internalRoutesNeedTheSecretAndNoTokenOpensThem() {
        assertUnauthenticated(client.post("/internal/tokens", "{}"));
        assertUnauthenticated(client.post("/internal/tokens", "{}", "X-Internal-Secret", "wrong"));
        assertUnauthenticated(client.post("/internal/tokens", "{}", "X-Internal-Secret", ""));
        assertUnauthenticated(client.post("/internal/tokens", "{}", "Authorization", TestTokens.bearer(USER, "admin")));
        assertThat(client.post("/internal/tokens", "{}", "X-Internal-Secret", TestTokens.INTERNAL_SECRET)
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/internal/jwks.json").status()).isEqualTo(200);
    }

    @Test
    void thereAreNoSecurityFiltersAndNoDefaultUser(
            @Autowired List<SecurityFilterChain> chains, @Autowired ObjectProvider<UserDetailsService> users) {
        assertThat(chains)
                .singleElement()
                .satisfies(chain -> assertThat(chain.getFilters()).isEmpty());
        assertThat(users.getIfAvailable()).isNull();
        assertThat(client.get("/login").status()).isEqualTo(404);
    }

    private Answer me(String token) {
        return client.get("/api/me", "Authorization", "Bearer " + token);
    }

    private static void assertUnauthenticated(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.slug()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
}
