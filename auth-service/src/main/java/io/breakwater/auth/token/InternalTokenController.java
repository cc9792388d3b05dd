package io.breakwater.auth.token;

import io.breakwater.auth.session.SessionRepository;
import io.breakwater.auth.token.IssueToken.Issued;
import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.web.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the gateway and the other services ask; never routed from outside. */
@RestController
class InternalTokenController {

    // The next reading of the keys.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    // As old as the view of the keys may be; far below the time for which a key is published before it signs.
    private static final CacheControl FIVE_SECONDS =
            CacheControl.maxAge(Duration.ofSeconds(5)).cachePublic();

    private final SessionRepository sessions;
    private final IssueToken issueToken;
    private final SigningKeys keys;

    InternalTokenController(SessionRepository sessions, IssueToken issueToken, SigningKeys keys) {
        this.sessions = sessions;
        this.issueToken = issueToken;
        this.keys = keys;
    }

    /** The caller's secret was checked by the platform. */
    @PostMapping("/internal/tokens")
    Issued issue(@Valid @RequestBody TokenRequest request) {
        SigningKeys.View view = view();
        return sessions.find(request.session())
                .map(session -> issueToken.issue(session, view))
                .orElseThrow(ApiProblem::notFound);
    }

    @PublicRoute
    @GetMapping(value = "/internal/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> jwks() {
        return ResponseEntity.ok()
                .cacheControl(FIVE_SECONDS)
                .body(view().published().toString(true));
    }

    private SigningKeys.View view() {
        return keys.find()
                .orElseThrow(
                        () -> ApiProblem.unavailable(RETRY_AFTER, "The signing keys can't be read at the moment."));
    }

    /**
     * @param session SHA-256 of the opaque token, in hex
     */
    record TokenRequest(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String session) {}
}
