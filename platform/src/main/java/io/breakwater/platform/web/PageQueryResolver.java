package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestParam;
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
        int limit = limit(request);
        String scope = scope(request, filters(parameter));
        String cursor = request.getParameter(CURSOR);
        return new PageQuery(limit, cursor == null ? null : verified(cursor, scope), scope);
    }

    private Cursor verified(String cursor, String scope) {
        return cursors.verify(cursor, scope)
                .orElseThrow(() -> ApiProblem.of(
                        ProblemType.CURSOR_INVALID,
                        "A cursor is a nextCursor of the same list with the same filters, unchanged."));
    }

    /** What is wrong with a request's {@code limit}, if anything is. */
    static Optional<FieldError> limitFault(HttpServletRequest request) {
        String text = request.getParameter(LIMIT);
        return text == null || isLimit(text)
                ? Optional.empty()
                : Optional.of(new FieldError(LIMIT, "must be a whole number from 1 to " + PageQuery.MAX_LIMIT));
    }

    private static int limit(HttpServletRequest request) {
        limitFault(request).ifPresent(fault -> {
            throw ApiProblem.invalid(List.of(fault));
        });
        String text = request.getParameter(LIMIT);
        return text == null ? PageQuery.DEFAULT_LIMIT : Integer.parseInt(text);
    }

    private static boolean isLimit(String text) {
        // Three digits are enough for every allowed limit, and can't overflow.
        if (!text.matches("[0-9]{1,3}")) {
            return false;
        }
        int limit = Integer.parseInt(text);
        return limit >= 1 && limit <= PageQuery.MAX_LIMIT;
    }

    /** The handler's other parameters; what else is in a query means nothing, to a cursor neither. */
    private static Set<String> filters(MethodParameter page) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : page.getExecutable().getParameters()) {
            RequestParam filter = AnnotatedElementUtils.getMergedAnnotation(parameter, RequestParam.class);
            if (filter != null) {
                names.add(filter.name().isEmpty() ? parameter.getName() : filter.name());
            }
        }
        return names;
    }

    /** Path and filters as pairs, each with its length before it, so that no value can imitate another pair. */
    private static String scope(HttpServletRequest request, Set<String> filters) {
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
        parts.add(String.valueOf(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)));
        for (String name : filters) {
            String[] values = request.getParameterValues(name);
            if (values != null) {
                parts.add(name);
                parts.addAll(List.of(values));
            }
        }
        StringBuilder scope = new StringBuilder();
        parts.forEach(part -> scope.append(part.length()).append(':').append(part));
        return scope.toString();
    }
}
