package io.breakwater.gateway.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A browser sends a cookie by itself, so a request that changes something by cookie must come from our own pages: the
 * browser's own word for it (Fetch Metadata), or for older ones an Origin that is the Host they ask.
 */
final class Csrf {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private Csrf() {}

    /** False for a request that a foreign page may have made. */
    static boolean allows(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean webSocket = "websocket".equalsIgnoreCase(headers.getUpgrade());
        if (SAFE.contains(request.getMethod()) && !webSocket) {
            return true;
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        return (site != null && OURS.contains(site))
                || sameOrigin(headers.getFirst("Origin"), headers.getFirst("Host"));
    }

    private static boolean sameOrigin(@Nullable String origin, @Nullable String host) {
        // TLS ends in front of us, so the scheme that the client saw isn't known here.
        return origin != null
                && host != null
                && (origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host));
    }
}
