package io.breakwater.gateway.problem;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An expected no of the door, to be rendered as a problem of the catalogue. It has no stack trace: it is an outcome, and
 * under overload the cheapest answer must stay cheap.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String slug;
    private final transient Map<String, String> headers;

    private Refusal(String slug, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.slug = slug;
        this.headers = Map.copyOf(headers);
    }

    /**
     * A no that stays one.
     *
     * @param slug one of contracts/problems.json
     */
    public static Refusal of(String slug, String detail) {
        return new Refusal(slug, detail, Map.of());
    }

    /**
     * A no for the moment.
     *
     * @param retryAfter rounded up to whole seconds, at least one
     */
    public static Refusal retryLater(String slug, String detail, Duration retryAfter) {
        long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
        return new Refusal(slug, detail, Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    public static Refusal unauthenticated() {
        return new Refusal(
                "unauthenticated",
                "This needs a session: log in and send its token.",
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    String slug() {
        return slug;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
