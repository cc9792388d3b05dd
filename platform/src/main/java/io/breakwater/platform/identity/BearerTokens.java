package io.breakwater.platform.identity;

import io.breakwater.platform.web.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Finds out who calls: once per request, and only where it matters (a signature costs some 0.2 ms to verify). */
final class BearerTokens {

    private static final Logger log = LoggerFactory.getLogger(BearerTokens.class);
    private static final String PREFIX = "Bearer ";
    // The issuer is back within seconds, or another of its replicas answers.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JwtDecoder decoder;

    BearerTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /** Throws a 401 without a valid token, and a 503 where that can't be told because the issuer's keys are missing. */
    Caller caller(HttpServletRequest request) {
        Optional<Caller> known = Callers.of(request);
        if (known.isPresent()) {
            return known.get();
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw ApiProblem.unauthenticated();
        }
        Caller caller = verified(header.substring(PREFIX.length()).strip());
        Callers.set(request, caller);
        return caller;
    }

    private Caller verified(String token) {
        try {
            return InternalToken.callerOf(decoder.decode(token));
        } catch (BadJwtException e) {
            log.debug("Refused a token: {}", e.getMessage());
            throw ApiProblem.unauthenticated();
        } catch (JwtException e) {
            log.warn("The issuer's keys are away: {}", e.getMessage());
            throw ApiProblem.unavailable(RETRY_AFTER, "Who calls can't be told at the moment. Try again.");
        }
    }
}
