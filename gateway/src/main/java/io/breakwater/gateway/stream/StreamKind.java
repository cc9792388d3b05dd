package io.breakwater.gateway.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** What a route streams: its metadata {@code stream}. */
enum StreamKind {
    EVENTS,
    WEBSOCKET;

    /** Null for a route that streams nothing. */
    static @Nullable StreamKind of(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Object kind = route.getMetadata().get("stream");
        return switch (kind == null ? "" : kind.toString()) {
            case "" -> null;
            case "events" -> EVENTS;
            case "websocket" -> WEBSOCKET;
            default -> throw new IllegalStateException("no kind of stream: " + kind);
        };
    }
}
