package io.breakwater.gateway.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What needs no session: a route's metadata {@code public}, patterns separated by commas, each with a method before it
 * ({@code GET /api/products/**}, which lets HEAD in too) or for every method ({@code /api/auth/login}, whose 405 is then
 * the service's).
 */
@Component
final class PublicRoutes {

    // One entry a route of application.yml; routes don't change while we run.
    private final Map<String, List<Entry>> byRoute = new ConcurrentHashMap<>();

    boolean allows(Route route, ServerHttpRequest request) {
        List<Entry> entries = byRoute.computeIfAbsent(route.getId(), id -> parse(route));
        PathContainer path = request.getPath().pathWithinApplication();
        for (Entry entry : entries) {
            if (entry.allows(request.getMethod()) && entry.pattern().matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static List<Entry> parse(Route route) {
        Object text = route.getMetadata().getOrDefault("public", "");
        return Arrays.stream(String.valueOf(text).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(Entry::of)
                .toList();
    }

    private record Entry(@Nullable HttpMethod method, PathPattern pattern) {

        static Entry of(String text) {
            int space = text.indexOf(' ');
            HttpMethod method = space < 0 ? null : HttpMethod.valueOf(text.substring(0, space));
            return new Entry(
                    method,
                    PathPatternParser.defaultInstance.parse(
                            text.substring(space + 1).strip()));
        }

        boolean allows(HttpMethod asked) {
            return method == null
                    || method.equals(asked)
                    || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD));
        }
    }
}
