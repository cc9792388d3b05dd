package io.breakwater.simulator.stripe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as Stripe would put it. {@code executed} says whether the call had begun to execute: only then is the refusal
 * stored under the call's idempotency key.
 */
final class StripeProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean executed;
    private final transient Map<String, Object> error;

    private StripeProblem(int status, boolean executed, Map<String, Object> error) {
        super(String.valueOf(error.get("message")), null, false, false);
        this.status = status;
        this.executed = executed;
        this.error = error;
    }

    /** Parameters that can't be used: found before anything was executed. */
    static StripeProblem invalid(@Nullable String code, String message, @Nullable String param) {
        return of(400, false, "invalid_request_error", code, message).with("param", param);
    }

    static StripeProblem unauthenticated(String message) {
        return of(401, false, "invalid_request_error", null, message);
    }

    static StripeProblem unknownUrl(String method, String path) {
        return of(
                404,
                false,
                "invalid_request_error",
                null,
                "Unrecognized request URL (%s: %s). If you are trying to list objects, remove the trailing slash."
                        .formatted(method, path));
    }

    static StripeProblem missing(int status, String message, String param) {
        return of(status, true, "invalid_request_error", "resource_missing", message)
                .with("param", param);
    }

    static StripeProblem unexpectedState(String message, Map<String, @Nullable Object> intent) {
        return of(400, true, "invalid_request_error", "payment_intent_unexpected_state", message)
                .with("payment_intent", intent);
    }

    static StripeProblem keyReused(String message) {
        return of(400, false, "idempotency_error", null, message);
    }

    static StripeProblem keyInUse(String key) {
        return of(
                409,
                false,
                "idempotency_error",
                "idempotency_key_in_use",
                "There is currently another in-progress request using this Idempotent Key (that probably means you "
                        + "submitted twice, and the other request is still going through): " + key
                        + ". Please try again later.");
    }

    static StripeProblem rateLimited() {
        return of(429, false, "invalid_request_error", "rate_limit", "Too many requests. Try again in a moment.");
    }

    static StripeProblem storeFull() {
        return of(503, false, "api_error", null, "The simulator's store is full: start it with an empty directory.");
    }

    static StripeProblem internal() {
        return of(500, true, "api_error", null, "An unknown error occurred.");
    }

    int status() {
        return status;
    }

    boolean executed() {
        return executed;
    }

    Map<String, Object> body() {
        return Map.of("error", error);
    }

    private static StripeProblem of(int status, boolean executed, String type, @Nullable String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("message", message);
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        return new StripeProblem(status, executed, error);
    }

    private StripeProblem with(String name, @Nullable Object value) {
        if (value != null) {
            error.put(name, value);
        }
        return this;
    }
}
