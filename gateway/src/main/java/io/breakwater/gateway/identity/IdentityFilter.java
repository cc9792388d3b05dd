package io.breakwater.gateway.identity;

import io.breakwater.gateway.identity.Credential.Malformed;
import io.breakwater.gateway.identity.Credential.None;
import io.breakwater.gateway.identity.Credential.Presented;
import io.breakwater.gateway.identity.Sessions.Known;
import io.breakwater.gateway.identity.Sessions.Unavailable;
import io.breakwater.gateway.identity.Sessions.Unknown;
import io.breakwater.gateway.problem.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets through who has a session, with the internal token that services read, and anybody on a public route: there, what
 * isn't a valid session counts as none.
 */
@Component
public final class IdentityFilter implements GlobalFilter, Ordered {

    private static final String INTERNAL_TOKEN = IdentityFilter.class.getName();
    private static final String SHOWN = Credential.class.getName();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final PublicRoutes publicRoutes;

    IdentityFilter(Sessions sessions, PublicRoutes publicRoutes) {
        this.sessions = sessions;
        this.publicRoutes = publicRoutes;
    }

    /** The token under which services know the caller; empty for an anonymous request. */
    public static Optional<String> internalToken(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(INTERNAL_TOKEN));
    }

    /** The hash of the session that the caller showed and that lives; empty for an anonymous request. */
    public static Optional<String> session(ServerWebExchange exchange) {
        return shown(exchange).map(Presented::session);
    }

    /** True where that session was shown by cookie. */
    public static boolean byCookie(ServerWebExchange exchange) {
        return shown(exchange).map(Presented::byCookie).orElse(false);
    }

    private static Optional<Presented> shown(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(SHOWN));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        boolean anonymous = publicRoutes.allows(route, request);
        return switch (Credential.of(request)) {
            case None _, Malformed _ -> anonymous ? chain.filter(exchange) : Mono.error(Refusal.unauthenticated());
            case Presented shown
            when shown.byCookie() && !Csrf.allows(request) ->
                anonymous
                        ? chain.filter(exchange)
                        : Mono.error(Refusal.of("csrf", "By cookie, this is only taken from our own pages."));
            case Presented shown ->
                sessions.resolve(shown.session()).flatMap(outcome -> {
                    if (outcome instanceof Known) {
                        exchange.getAttributes().put(SHOWN, shown);
                    }
                    return proceed(exchange, chain, outcome, anonymous);
                });
        };
    }

    /** Before anything is asked of a service. */
    @Override
    public int getOrder() {
        return -100;
    }

    private Mono<Void> proceed(
            ServerWebExchange exchange, GatewayFilterChain chain, Sessions.Outcome outcome, boolean anonymous) {
        return switch (outcome) {
            case Known known -> {
                exchange.getAttributes().put(INTERNAL_TOKEN, known.internalToken());
                yield chain.filter(exchange);
            }
            case Unknown _ -> anonymous ? chain.filter(exchange) : Mono.error(Refusal.unauthenticated());
            case Unavailable _ ->
                anonymous
                        ? chain.filter(exchange)
                        : Mono.error(Refusal.retryLater(
                                "identity-unavailable", "Sessions can't be checked right now.", RETRY_AFTER));
        };
    }
}
