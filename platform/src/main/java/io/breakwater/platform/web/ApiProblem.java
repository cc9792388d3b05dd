package io.breakwater.platform.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An expected refusal, thrown by controllers: use cases return facts, and the feature's controller says which HTTP answer
 * each of them is.
 */
@SuppressWarnings("serial") // Exceptions are Serializable by birth; this one never leaves its process.
public class ApiProblem extends ErrorResponseException {

    private final String slug;
    private final String title;
    private final String detail;
    private final List<FieldError> errors;

    public ApiProblem(HttpStatus status, String slug, String title, String detail) {
        this(status, slug, title, detail, List.of());
    }

    private ApiProblem(HttpStatus status, String slug, String title, String detail, List<FieldError> errors) {
        super(status, problem(status, slug, title, detail), null);
        this.slug = slug;
        this.title = title;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /** One of the kinds that belong to no feature. */
    public static ApiProblem of(ProblemType type, String detail) {
        return new ApiProblem(type.status(), type.slug(), type.title(), detail);
    }

    /** Also for what belongs to somebody else: that it exists is not the caller's to know. */
    public static ApiProblem notFound() {
        return of(ProblemType.NOT_FOUND, "Nothing is here that the caller may see.");
    }

    public static ApiProblem forbidden() {
        return of(ProblemType.FORBIDDEN, "The caller lacks the role that this needs.");
    }

    public static ApiProblem unauthenticated() {
        return of(ProblemType.UNAUTHENTICATED, "Log in and send the session's token.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    public static ApiProblem unavailable(Duration retryAfter, String detail) {
        return of(ProblemType.UNAVAILABLE, detail).withRetryAfter(retryAfter);
    }

    public static ApiProblem malformed(String detail) {
        return of(ProblemType.MALFORMED_REQUEST, detail);
    }

    /** A request that is not valid, with all of its faults at once. */
    public static ApiProblem invalid(List<FieldError> errors) {
        ProblemType type = ProblemType.VALIDATION_FAILED;
        return new ApiProblem(
                type.status(),
                type.slug(),
                type.title(),
                "See errors: each names a field and what it must be.",
                errors);
    }

    public ApiProblem withHeader(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    /** In whole seconds, at least 1: clients take 0 for "at once". */
    public ApiProblem withRetryAfter(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    public String slug() {
        return slug;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** The body of the answer, for a request to this path. */
    public byte[] json(String path, @Nullable String requestId) {
        return Problems.json(getStatusCode().value(), slug, title, detail, path, requestId, errors);
    }

    private static ProblemDetail problem(HttpStatus status, String slug, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(Problems.TYPE_PREFIX + slug));
        problem.setTitle(title);
        return problem;
    }
}
