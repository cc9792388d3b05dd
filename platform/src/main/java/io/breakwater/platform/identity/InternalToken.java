package io.breakwater.platform.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The token that the gateway gets for a session and sends to services: a JWT of one issuer for one audience. */
public final class InternalToken {

    public static final String ISSUER = "breakwater-auth";
    public static final String AUDIENCE = "breakwater";
    /** RFC 9068: a token made for another purpose with the same key doesn't pass. */
    public static final String TYPE = "at+jwt";

    public static final String SESSION_ID = "sid";
    public static final String ROLES = "roles";

    // Machines with NTP differ by less; the token itself lives 60 s.
    private static final int MAX_CLOCK_SKEW_SECONDS = 5;

    private InternalToken() {}

    static JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(ISSUER).build();
        Set<String> required = Set.of("sub", "iat", "exp", SESSION_ID, ROLES);
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(Set.of(AUDIENCE), exact, required, null);
        claims.setMaxClockSkew(MAX_CLOCK_SKEW_SECONDS);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(claims);
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        // All checks are the processor's; Spring's own would add a skew of 60 s.
        decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
        return decoder;
    }

    /** Throws {@link BadJwtException} where a claim isn't what auth-service writes. */
    static Caller callerOf(Jwt jwt) {
        try {
            List<String> roles = jwt.getClaimAsStringList(ROLES);
            return new Caller(
                    UUID.fromString(jwt.getSubject()),
                    new HashSet<>(roles),
                    Objects.requireNonNull(jwt.getClaimAsString(SESSION_ID)));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BadJwtException("A claim of the token is not valid", e);
        }
    }
}
