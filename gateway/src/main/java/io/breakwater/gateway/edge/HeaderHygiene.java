package io.breakwater.gateway.edge;

import io.breakwater.gateway.identity.IdentityFilter;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service gets to read: the client's headers without {@link InternalHeaders} and the connection's own, and then ours:
 * who is asking (the internal token, never the opaque one), from where, under which id.
 */
@Component
final class HeaderHygiene implements HttpHeadersFilter, Ordered {

    private final ClientAddress address;

    HeaderHygiene(ClientAddress address) {
        this.address = address;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        List<String> named = input.getConnection();
        input.forEach((name, values) -> {
            if (InternalHeaders.mayEnter(name) && !names(named, name)) {
                headers.addAll(name, values);
            }
        });
        headers.set("X-Forwarded-For", address.of(exchange.getRequest()));
        String requestId = exchange.getResponse().getHeaders().getFirst(RequestIds.HEADER);
        if (requestId != null) {
            headers.set(RequestIds.HEADER, requestId);
        }
        IdentityFilter.internalToken(exchange).ifPresent(headers::setBearerAuth);
        if (IdentityFilter.byCookie(exchange)) {
            // So that a log-out takes the cookie back from who has one.
            headers.set("X-Internal-Credential", "cookie");
        }
        return headers;
    }

    /** After all others: what they add must not survive either. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    static boolean names(List<String> connection, String name) {
        return !connection.isEmpty()
                && connection.stream()
                        .anyMatch(option -> option.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}
