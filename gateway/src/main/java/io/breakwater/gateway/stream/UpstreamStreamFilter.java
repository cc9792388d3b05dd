package io.breakwater.gateway.stream;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks the chosen instance for its stream and ends when that has answered, so that everything around it (the choice of another
 * instance, the breaker, the count of outstanding requests, the route's time-out) sees a short request. Streams have
 * connections of their own, outside the pool that all other requests share. Gateway's filter for WebSockets isn't used: it
 * accepts the client first, so that a service's refusal can't reach it, and rewrites the codes of closes.
 */
@Component
final class UpstreamStreamFilter implements GlobalFilter, Ordered {

    /** What belongs to the client's own handshake, or was judged at the door ({@code Origin}); streams have no deadline. */
    private static final List<String> NOT_PASSED = List.of(
            "Host",
            "Origin",
            "Content-Length",
            "X-Deadline-Ms",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Protocol");

    private final HttpClient client;
    private final StreamSettings settings;
    private final ObjectProvider<HttpHeadersFilter> headersFilters;

    UpstreamStreamFilter(
            HttpClientProperties properties,
            StreamSettings settings,
            ObjectProvider<HttpHeadersFilter> headersFilters) {
        this.settings = settings;
        this.headersFilters = headersFilters;
        this.client = HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true)
                .responseTimeout(settings.silence())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, properties.getConnectTimeout())
                .httpResponseDecoder(spec -> spec.maxHeaderSize(
                        Math.toIntExact(properties.getMaxHeaderSize().toBytes())));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        StreamKind kind = StreamKind.of(exchange);
        if (kind == null) {
            return chain.filter(exchange);
        }
        ServerWebExchangeUtils.setAlreadyRouted(exchange);
        URI uri = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        long timeout =
                Long.parseLong(String.valueOf(route.getMetadata().get(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR)));
        HttpClient asking = client.headers(headers -> passed(exchange).forEach(headers::set));
        Mono<Upstream> answer = switch (kind) {
            case EVENTS -> events(asking, uri, exchange);
            case WEBSOCKET -> webSocket(asking, uri, exchange);
        };
        return answer.timeout(Duration.ofMillis(timeout))
                .doOnNext(upstream -> upstream.leaveIn(exchange))
                .then(chain.filter(exchange));
    }

    /** In the place of Gateway's own routing filter, which then finds it routed. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    private Mono<Upstream> events(HttpClient asking, URI uri, ServerWebExchange exchange) {
        return asking.get()
                .uri(uri)
                .responseConnection((response, connection) -> Mono.just(answering(response, connection, exchange)))
                .next();
    }

    private Upstream answering(HttpClientResponse answer, Connection connection, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        answer.responseHeaders().forEach(header -> headers.add(header.getKey(), header.getValue()));
        head(exchange, answer.status().code(), headers);
        MediaType type = exchange.getResponse().getHeaders().getContentType();
        return new Upstream.Answering(
                connection, answer.status().code() == 200 && MediaType.TEXT_EVENT_STREAM.isCompatibleWith(type));
    }

    private Mono<Upstream> webSocket(HttpClient asking, URI uri, ServerWebExchange exchange) {
        return asking.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                        .addBefore(NettyPipeline.ReactiveBridge, "breakwater.refused", new RefusedHandshake.Catcher()))
                .websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(
                                Math.toIntExact(settings.frameFromService().toBytes()))
                        .build())
                .uri(uri)
                .connect()
                .<Upstream>map(Upstream.Socket::new)
                .onErrorResume(RefusedHandshake.class, refused -> {
                    head(exchange, refused.status(), refused.headers());
                    exchange.getResponse()
                            .getHeaders()
                            .setContentLength(refused.body().remaining());
                    return Mono.just(new Upstream.Refused(refused.body()));
                })
                // A connection that broke before the answer, or an answer that makes no sense.
                .onErrorMap(WebSocketHandshakeException.class, IOException::new);
    }

    private HttpHeaders passed(ServerWebExchange exchange) {
        HttpHeaders headers = HttpHeadersFilter.filterRequest(filters(), exchange);
        NOT_PASSED.forEach(headers::remove);
        return headers;
    }

    private void head(ServerWebExchange exchange, int status, HttpHeaders headers) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(status));
        response.getHeaders()
                .addAll(HttpHeadersFilter.filter(filters(), headers, exchange, HttpHeadersFilter.Type.RESPONSE));
    }

    private List<HttpHeadersFilter> filters() {
        return headersFilters.orderedStream().toList();
    }
}
