package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Reads {@code limit} and {@code cursor}. */
final class PageQueryResolver implements HandlerMethodArgumentResolver {

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    private final Cursors cursors;

    PageQueryResolver(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageQuery.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        int limit = limit(request.getParameter(LIMIT));
        String scope = scope(request);
        String cursor = request.getParameter(CURSOR);
        return new PageQuery(limit, cursor == null ? null : verified(cursor, scope), scope);
    }

    private Cursor verified(String cursor, String scope) {
        return cursors.verify(cursor, scope)
                .orElseThrow(() -> ApiProblem.of(
                        ProblemType.CURSOR_INVALID,
                        "A cursor is a nextCursor of the same list with the same filters, unchanged."));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PageQuery.DEFAULT_LIMIT;
        }
        // Three digits are enough for every allowed limit, and can't overflow.
        int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > PageQuery.MAX_LIMIT) {
            String message = "must be a whole number from 1 to " + PageQuery.MAX_LIMIT;
            throw ApiProblem.invalid(List.of(new FieldError(LIMIT, message)));
        }
        return limit;
    }

    /** Path and query as pairs, each with its length before it, so that no value can imitate another pair. */
    private static String scope(HttpServletRequest request) {
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
        parts.add(String.valueOf(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)));
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            if (!name.equals(LIMIT) && !name.equals(CURSOR)) {
                parts.add(name);
                parts.addAll(List.of(values));
            }
        });
        StringBuilder scope = new StringBuilder();
        parts.forEach(part -> scope.append(part.length()).append(':').append(part));
        return scope.toString();
    }
}
