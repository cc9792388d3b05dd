package io.breakwater.platform.idempotency;

import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.identity.Callers;
import io.breakwater.platform.web.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Reads {@code Idempotency-Key}, which is mandatory on each route whose handler asks for an {@link IdempotentCall}. */
final class IdempotentCallResolver implements HandlerMethodArgumentResolver {

    private static final String HEADER = "Idempotency-Key";
    // Visible ASCII is what every client, proxy and log passes on unchanged.
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotentCall.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        Caller caller = Callers.of(request).orElseThrow(ApiProblem::unauthenticated);
        String key = key(Collections.list(request.getHeaders(HEADER)));
        Object pattern = Objects.requireNonNull(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return new IdempotentCall(caller.userId(), request.getMethod() + " " + pattern, request.getRequestURI(), key);
    }

    /** Bare or in quotes (the draft's structured header), the key is the same. */
    static String key(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "An Idempotency-Key is needed",
                    "Send an Idempotency-Key: a new one, a UUID for example, for each new request, the same for a retry.");
        }
        String header = headers.getFirst();
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        String key = quoted ? header.substring(1, header.length() - 1) : header;
        if (headers.size() > 1 || !VISIBLE_ASCII.matcher(key).matches()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-invalid",
                    "The Idempotency-Key is not valid",
                    "An Idempotency-Key is one header of 1 to 255 visible ASCII characters.");
        }
        return key;
    }
}
