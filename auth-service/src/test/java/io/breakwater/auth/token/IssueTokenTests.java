package io.breakwater.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.breakwater.auth.session.Session;
import io.breakwater.auth.token.IssueToken.Issued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IssueTokenTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.700Z");

    private final IssueToken issueToken = new IssueToken(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsWhoCallsForAMinute() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        Session session = aSessionThatEndsIn(Duration.ofHours(1));

        Issued issued = issueToken.issue(session, view(key));

        SignedJWT token = SignedJWT.parse(issued.token());
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().toJSONObject())
                .containsOnly(Map.entry("alg", "ES256"), Map.entry("typ", "at+jwt"), Map.entry("kid", "k1"));
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "sid", "roles", "iat", "exp");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("breakwater-auth");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("breakwater");
        assertThat(token.getJWTClaimsSet().getSubject())
                .isEqualTo(session.userId().toString());
        assertThat(token.getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo(session.id().toString());
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("customer", "admin");
        assertThat(issued.expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant()).isEqualTo(issued.expiresAt());
    }

    @Test
    void endsWithTheSession() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();

        Issued issued = issueToken.issue(aSessionThatEndsIn(Duration.ofSeconds(20)), view(key));

        assertThat(issued.expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:00:20Z"));
    }

    private static SigningKeys.View view(ECKey key) throws Exception {
        return new SigningKeys.View(new JWKSet(key), "k1", new ECDSASigner(key), NOW);
    }

    private static Session aSessionThatEndsIn(Duration rest) {
        return new Session(
                UUID.randomUUID(), UUID.randomUUID(), List.of("customer", "admin"), NOW, NOW.plus(rest), "", "");
    }
}
