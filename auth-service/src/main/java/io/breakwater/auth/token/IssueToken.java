package io.breakwater.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.breakwater.auth.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Makes the token (RFC 9068) that tells the services who is calling. Nothing in it is personal. */
@Component
class IssueToken {

    // Bounds how long a revoked session can live on where the gateway can't read its liveness.
    static final Duration LIFE = Duration.ofSeconds(60);
    static final String ISSUER = "breakwater-auth";
    static final String AUDIENCE = "breakwater";

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final Clock clock;

    IssueToken(Clock clock) {
        this.clock = clock;
    }

    Issued issue(Session session, SigningKeys.View keys) {
        // JWTs count in whole seconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = session.ends().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(LIFE).isBefore(end) ? now.plus(LIFE) : end;
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(ACCESS_TOKEN)
                .keyID(keys.kid())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(session.userId().toString())
                .claim("sid", session.id().toString())
                .claim("roles", session.roles())
                .issueTime(date(now))
                .expirationTime(date(expiresAt))
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(keys.signer());
        } catch (JOSEException failure) {
            throw new IllegalStateException("Signing key " + keys.kid() + " doesn't sign", failure);
        }
        return new Issued(token.serialize(), expiresAt);
    }

    // Nimbus knows no other type.
    @SuppressWarnings("JavaUtilDate")
    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    record Issued(String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }
}
