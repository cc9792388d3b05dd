package io.breakwater.gateway.edge;

import io.breakwater.gateway.problem.Refusal;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** First of all filters: gives each request its id and each answer its fixed headers, and refuses deceitful paths. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class EdgeFilter implements WebFilter {

    private final RequestIds ids;
    private final long maxBodyBytes;

    EdgeFilter(RequestIds ids, EdgeSettings settings) {
        this.ids = ids;
        this.maxBodyBytes = settings.maxBody().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders answer = exchange.getResponse().getHeaders();
        answer.set(RequestIds.HEADER, ids.accept(request.getHeaders().getFirst(RequestIds.HEADER)));
        answer.set("X-Content-Type-Options", "nosniff");
        if (deceitful(request.getURI().getRawPath())) {
            return Mono.error(Refusal.of(
                    "malformed-request", "A path has no dot segments, semicolons or encoded separators here."));
        }
        // A body that says its length was checked before it came here (ConnectionGuard).
        return request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)
                ? chain.filter(exchange.mutate()
                        .request(new LimitedBody(request, maxBodyBytes))
                        .build())
                : chain.filter(exchange);
    }

    /**
     * True for a path that a server behind us could read as another one than the route matched: {@code /api/auth/..%2f..}
     * must never become {@code /internal}.
     */
    private static boolean deceitful(String path) {
        if (path.indexOf("/.") < 0 && path.indexOf('%') < 0 && path.indexOf(';') < 0) {
            return false;
        }
        String decoded = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
        return decoded.contains("/./")
                || decoded.contains("/../")
                || decoded.endsWith("/.")
                || decoded.endsWith("/..")
                || decoded.contains("%2f")
                || decoded.contains("%5c")
                || decoded.contains("%25")
                || decoded.contains("%00")
                || decoded.contains("%3b")
                || decoded.contains(";");
    }
}
