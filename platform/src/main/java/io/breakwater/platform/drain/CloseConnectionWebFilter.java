package io.breakwater.platform.drain;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** {@link CloseConnectionFilter} for WebFlux. */
final class CloseConnectionWebFilter implements WebFilter, Ordered {

    private final Drain drain;
    private final RequestsInFlight requests;

    CloseConnectionWebFilter(Drain drain, RequestsInFlight requests) {
        this.drain = drain;
        this.requests = requests;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> {
            if (drain.draining()) {
                exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            return Mono.empty();
        });
        return Mono.defer(() -> {
            requests.began();
            return chain.filter(exchange).doFinally(end -> requests.ended());
        });
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
