package io.breakwater.platform.identity;

import io.breakwater.platform.web.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Closes every route under {@code /api}, {@code /ws} (handshakes) and {@code /internal} that isn't opened by
 * {@link PublicRoute}, before the body is read. An interceptor and not a security filter, because it decides by the
 * handler that was found: an unknown path is a 404 for everybody, and no list of paths can differ from the routes.
 */
final class AccessInterceptor implements HandlerInterceptor {

    private static final String SECRET_HEADER = "X-Internal-Secret";

    private final BearerTokens tokens;
    private final List<byte[]> secrets;

    AccessInterceptor(BearerTokens tokens, List<String> secrets) {
        this.tokens = tokens;
        this.secrets = secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null && !isPublic(handler)) {
            if (pattern.toString().startsWith("/api/") || pattern.toString().startsWith("/ws/")) {
                checkCaller(request, handler);
            } else if (pattern.toString().startsWith("/internal/")) {
                checkSecret(request.getHeader(SECRET_HEADER));
            }
        }
        return true;
    }

    private void checkCaller(HttpServletRequest request, Object handler) {
        Caller caller = tokens.caller(request);
        RequiresRole required = find(handler, RequiresRole.class);
        if (required != null && Arrays.stream(required.value()).noneMatch(caller::has)) {
            throw ApiProblem.forbidden();
        }
    }

    /** Compares in constant time, and with every secret: the answer's time tells nothing. */
    private void checkSecret(@Nullable String given) {
        boolean known = false;
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        for (byte[] secret : secrets) {
            known |= MessageDigest.isEqual(secret, bytes);
        }
        if (!known) {
            throw ApiProblem.unauthenticated();
        }
    }

    private static boolean isPublic(Object handler) {
        return find(handler, PublicRoute.class) != null;
    }

    private static <A extends Annotation> @Nullable A find(Object handler, Class<A> type) {
        if (!(handler instanceof HandlerMethod method)) {
            return null;
        }
        A onMethod = method.getMethodAnnotation(type);
        return onMethod != null ? onMethod : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }
}
