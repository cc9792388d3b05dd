package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Which problem each exception is. What nobody expected is a 500 that tells nothing, and is logged here, once. */
final class ProblemMapping {

    private static final Logger log = LoggerFactory.getLogger(ProblemMapping.class);

    ApiProblem of(Throwable failure, HttpServletRequest request) {
        if (Failures.causedBy(failure, BodyTooLarge.class)) {
            return ApiProblem.of(
                    ProblemType.BODY_TOO_LARGE,
                    "A body has at most " + RequestLimitFilter.MAX_BODY_BYTES / 1024 + " kB.");
        }
        return switch (failure) {
            case ApiProblem problem -> problem;
            case InvalidBody e -> ApiProblem.invalid(e.errors());
            case HttpMessageNotReadableException e -> ApiProblem.malformed(InvalidBody.describe(e));
            case MethodArgumentNotValidException e -> invalid(Violations.of(e.getBindingResult()));
            case HandlerMethodValidationException e when !e.isForReturnValue() -> invalid(Violations.of(e));
            case MissingServletRequestParameterException e -> missing(e.getParameterName());
            case MissingRequestHeaderException e -> missing(e.getHeaderName());
            case MethodArgumentTypeMismatchException e -> Violations.ofMismatch(e);
            case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e);
            case HttpMediaTypeNotSupportedException e -> unsupported(e);
            case AsyncRequestTimeoutException e ->
                ApiProblem.of(ProblemType.DEADLINE_EXCEEDED, "The answer took longer than this route may take.");
            case ErrorResponse e when e.getStatusCode().is4xxClientError() -> ofStatus(e.getStatusCode());
            default -> unexpected(failure, request);
        };
    }

    /** Of a status that a filter or Tomcat itself has set. */
    static ApiProblem ofStatus(HttpStatusCode status) {
        for (ProblemType type : ProblemType.values()) {
            if (type.status().isSameCodeAs(status) && type != ProblemType.OVERLOADED) {
                return ApiProblem.of(type, type.title() + ".");
            }
        }
        ProblemType closest = status.is4xxClientError() ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR;
        return ApiProblem.of(closest, closest.title() + ".");
    }

    private static ApiProblem unexpected(Throwable failure, HttpServletRequest request) {
        if (Failures.isRejectedRequest(failure)) {
            return ApiProblem.malformed("The request has characters that no request of this API needs.");
        }
        if (Failures.isOutage(failure)) {
            log.warn(
                    "{} {}: a dependency is away: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
            return ApiProblem.unavailable(Failures.RETRY_AFTER, "A part that this needs is away. Try again.");
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return ApiProblem.of(ProblemType.INTERNAL_ERROR, "This is our fault. Quote the requestId when you report it.");
    }

    private static ApiProblem invalid(List<FieldError> errors) {
        return ApiProblem.invalid(
                errors.stream().sorted(Comparator.comparing(FieldError::field)).toList());
    }

    private static ApiProblem missing(String name) {
        return ApiProblem.invalid(List.of(new FieldError(name, "is required")));
    }

    private static ApiProblem methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        Set<String> allowed = new TreeSet<>();
        Set<HttpMethod> supported = e.getSupportedHttpMethods();
        if (supported != null) {
            supported.forEach(method -> allowed.add(method.name()));
        }
        if (allowed.contains(HttpMethod.GET.name())) {
            allowed.add(HttpMethod.HEAD.name());
        }
        String list = String.join(", ", allowed);
        return ApiProblem.of(ProblemType.METHOD_NOT_ALLOWED, "Here " + list + " can be used.")
                .withHeader(HttpHeaders.ALLOW, list);
    }

    private static ApiProblem unsupported(HttpMediaTypeNotSupportedException e) {
        ApiProblem problem = ApiProblem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        e.getHeaders().forEach((name, values) -> problem.withHeader(name, String.join(", ", values)));
        return problem;
    }
}
