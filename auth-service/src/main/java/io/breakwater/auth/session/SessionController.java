package io.breakwater.auth.session;

import io.breakwater.auth.account.EmailAddress;
import io.breakwater.auth.account.UserView;
import io.breakwater.auth.session.LogIn.Client;
import io.breakwater.auth.session.LogIn.LoggedIn;
import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.web.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SessionController {

    private static final Logger log = LoggerFactory.getLogger(SessionController.class);

    private final LogIn logIn;
    private final SessionRepository sessions;

    SessionController(LogIn logIn, SessionRepository sessions) {
        this.logIn = logIn;
        this.sessions = sessions;
    }

    @PublicRoute
    @PostMapping("/api/auth/login")
    ResponseEntity<LogInView> logIn(@Valid @RequestBody LogInRequest request, HttpServletRequest http) {
        Client client = new Client(
                Objects.requireNonNullElse(http.getHeader(HttpHeaders.USER_AGENT), ""), http.getRemoteAddr());
        LoggedIn loggedIn = logIn.logIn(new EmailAddress(request.email()), request.password(), client)
                .orElseThrow(SessionController::invalidCredentials);
        return request.byCookie()
                ? ResponseEntity.ok()
                        .header(HttpHeaders.SET_COOKIE, cookie(loggedIn).toString())
                        .body(LogInView.of(loggedIn, null))
                : ResponseEntity.ok(LogInView.of(loggedIn, loggedIn.token()));
    }

    /** Takes the cookie back from who came by it: the gateway says so, because the cookie itself goes no further than it. */
    @PostMapping("/api/auth/logout")
    ResponseEntity<Void> logOut(
            Caller caller, @RequestHeader(name = "X-Internal-Credential", defaultValue = "") String credential) {
        sessions.end(UUID.fromString(caller.sessionId()), caller.userId());
        log.info("Session {} of user {} ended", caller.sessionId(), caller.userId());
        ResponseEntity.HeadersBuilder<?> answer = ResponseEntity.noContent();
        return credential.equals("cookie")
                ? answer.header(
                                HttpHeaders.SET_COOKIE,
                                cookie("", Duration.ZERO).toString())
                        .build()
                : answer.build();
    }

    /** Of the two reasons a client learns neither. */
    private static ApiProblem invalidCredentials() {
        return new ApiProblem(
                        HttpStatus.UNAUTHORIZED,
                        "invalid-credentials",
                        "Invalid credentials",
                        "There is no verified account with this e-mail address and password.")
                // RFC 9110, section 15.5.2: every 401 names a scheme.
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static ResponseCookie cookie(LoggedIn loggedIn) {
        Session session = loggedIn.session();
        return cookie(loggedIn.token(), Duration.between(session.createdAt(), session.ends()));
    }

    private static ResponseCookie cookie(String token, Duration maxAge) {
        return ResponseCookie.from("__Host-session", token)
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(maxAge)
                .build();
    }

    /**
     * @param session {@code cookie} for a browser, which then can't read its token; else left out
     */
    record LogInRequest(
            @NotBlank @Size(max = 254) String email,
            @NotEmpty @Size(max = 256) String password,

            @Nullable @Pattern(regexp = "cookie", message = "must be \"cookie\" or left out")
            String session) {

        boolean byCookie() {
            return session != null;
        }

        @Override
        public String toString() {
            return "LogInRequest[session=" + session + "]";
        }
    }

    /**
     * @param token null where the cookie has it
     * @param expiresAt the absolute end
     */
    record LogInView(@Nullable String token, Instant expiresAt, UserView user) {

        static LogInView of(LoggedIn loggedIn, @Nullable String token) {
            return new LogInView(token, loggedIn.session().ends(), UserView.of(loggedIn.account()));
        }

        @Override
        public String toString() {
            return "LogInView[user=" + user.id() + "]";
        }
    }
}
