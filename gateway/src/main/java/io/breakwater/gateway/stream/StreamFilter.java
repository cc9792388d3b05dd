package io.breakwater.gateway.stream;

import io.breakwater.gateway.identity.IdentityFilter;
import io.breakwater.gateway.problem.Refusal;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/** Lets streams in as long as there is room for them, and passes on what {@link UpstreamStreamFilter} has got. */
@Component
final class StreamFilter implements GlobalFilter, Ordered {

    // A second, in which a full door may have room.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final OpenStreams streams;
    private final StreamSettings settings;

    StreamFilter(OpenStreams streams, StreamSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        StreamKind kind = StreamKind.of(exchange);
        if (kind == null) {
            return chain.filter(exchange);
        }
        if (kind == StreamKind.WEBSOCKET && !handshake(exchange.getRequest())) {
            return Mono.error(
                    Refusal.of("malformed-request", "Here begins a WebSocket (version 13), and nothing else."));
        }
        // A door that leaves opens it too, and tells it at once to come back: at a refusal a browser's EventSource
        // gives up.
        if (!streams.enter()) {
            return Mono.error(Refusal.retryLater("overloaded", "All streams are taken right now.", RETRY_AFTER));
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (held.compareAndSet(true, false)) {
                streams.leave();
            }
        };
        AtomicBoolean upgraded = new AtomicBoolean();
        return chain.filter(exchange)
                .then(Mono.defer(() -> pass(exchange, leave, upgraded)))
                .doFinally(signal -> {
                    Upstream unclaimed = Upstream.takeFrom(exchange);
                    if (unclaimed != null) {
                        unclaimed.drop();
                    }
                    // A WebSocket outlives its handshake, and gives its place back itself.
                    if (!upgraded.get()) {
                        leave.run();
                    }
                });
    }

    /** Around everything that counts or measures requests: for that, a stream is over when it has begun. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 2;
    }

    private Mono<Void> pass(ServerWebExchange exchange, Runnable leave, AtomicBoolean upgraded) {
        return switch (Upstream.takeFrom(exchange)) {
            case null -> Mono.empty();
            case Upstream.Refused refused -> {
                ServerHttpResponse response = exchange.getResponse();
                yield response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(refused.body())));
            }
            case Upstream.Answering answering when answering.events() -> events(exchange, answering.connection());
            case Upstream.Answering answering -> answer(exchange, answering.connection());
            case Upstream.Socket socket -> upgrade(exchange, socket, leave, upgraded);
        };
    }

    private Mono<Void> events(ServerWebExchange exchange, Connection upstream) {
        ServerHttpResponse response = exchange.getResponse();
        // Nothing comes after a stream: a client that comes back makes a new connection, perhaps to another door.
        response.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return new EventRelay(streams, settings, upstream)
                .pass(session(exchange), client(exchange).channel(), response);
    }

    private Mono<Void> answer(ServerWebExchange exchange, Connection upstream) {
        ServerHttpResponse response = exchange.getResponse();
        NettyDataBufferFactory factory = (NettyDataBufferFactory) response.bufferFactory();
        return response.writeWith(upstream.inbound().receive().retain().<DataBuffer>map(factory::wrap))
                .doFinally(signal -> upstream.dispose());
    }

    private Mono<Void> upgrade(
            ServerWebExchange exchange, Upstream.Socket socket, Runnable leave, AtomicBoolean upgraded) {
        WebsocketServerSpec spec = WebsocketServerSpec.builder()
                .maxFramePayloadLength(
                        Math.toIntExact(settings.frameFromClient().toBytes()))
                .build();
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        Channel client = client(exchange).channel();
        SocketRelay relay = new SocketRelay(streams, settings, socket.connection());
        // What is done before a commit, is done: the answer's own headers stand in the handshake's.
        return exchange.getResponse()
                .setComplete()
                .then(Mono.defer(() -> response.sendWebsocket(
                        (in, out) -> {
                            upgraded.set(true);
                            return relay.pass(session(exchange), client, in, out)
                                    .doFinally(signal -> leave.run());
                        },
                        spec)))
                .doFinally(signal -> {
                    if (!upgraded.get()) {
                        socket.drop();
                    }
                });
    }

    private static String session(ServerWebExchange exchange) {
        return IdentityFilter.session(exchange)
                .orElseThrow(() -> new IllegalStateException("a stream without a session: its route is public"));
    }

    private static Connection client(ServerWebExchange exchange) {
        return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
    }

    private static boolean handshake(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return request.getMethod().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(headers.getUpgrade())
                && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
                && "13".equals(headers.getFirst("Sec-WebSocket-Version"))
                && headers.containsHeader("Sec-WebSocket-Key");
    }
}
