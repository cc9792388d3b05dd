package io.breakwater.platform.web;

import org.springframework.http.HttpStatus;

/** The kinds of failure that belong to no feature. A feature's own slugs stand in its controller. */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "malformed-request", "The request is malformed"),
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "validation-failed", "The request is not valid"),
    CURSOR_INVALID(HttpStatus.BAD_REQUEST, "cursor-invalid", "The cursor is not valid"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "A valid session is needed"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "The caller may not do this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is no such resource"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "The accepted media types are not offered"),
    VERSION_STALE(HttpStatus.PRECONDITION_FAILED, "version-stale", "The resource has changed"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "uri-too-long", "The URI is too long"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The media type is not taken"),
    VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "version-required", "If-Match is needed"),
    HEADERS_TOO_LARGE(
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large", "The request's headers are too large"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong on our side"),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "The service is overloaded"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "A part that this needs is away"),
    DEADLINE_EXCEEDED(HttpStatus.GATEWAY_TIMEOUT, "deadline-exceeded", "The time for this request is over");

    private final HttpStatus status;
    private final String slug;
    private final String title;

    ProblemType(HttpStatus status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }
}
