package io.breakwater.gateway.testing;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** notifications-service as the door sees it: each stream that comes in does what the test says. */
public final class StreamingUpstream implements AutoCloseable {

    /** What no frame says: the connection has gone without one. */
    private static final int LOST = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
    private volatile @Nullable Answer refusal;

    public int port() {
        return server.port();
    }

    /** Answers that instead of a stream from now on; null for streams again. */
    public void refuseWith(@Nullable Answer answer) {
        refusal = answer;
    }

    public List<Stream> streams() {
        return streams;
    }

    /** The stream that came in as the n-th, counted from 1. */
    public Stream stream(int n) {
        Awaitility.await().atMost(PATIENCE).until(() -> streams.size() >= n);
        return streams.get(n - 1);
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Answer refused = refusal;
        if (refused != null) {
            return response.status(refused.status())
                    .header("Content-Type", "application/problem+json")
                    .header("Retry-After", "7")
                    .header("X-Internal-Hint", "not for clients")
                    .sendString(Mono.just(refused.body()));
        }
        Stream stream = new Stream(request);
        streams.add(stream);
        return request.uri().startsWith("/ws/")
                ? response.sendWebsocket((in, out) -> stream.begin(in, out))
                : stream.begin(response);
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
    }

    public record Answer(int status, String body) {}

    /** One stream, on the service's side. */
    public static final class Stream {

        private final HttpHeaders headers;
        private final String uri;
        private final Sinks.Many<String> out = Sinks.many().unicast().onBackpressureBuffer();
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final CompletableFuture<Connection> connection = new CompletableFuture<>();
        private volatile @Nullable WebsocketOutbound socket;

        private Stream(HttpServerRequest request) {
            headers = request.requestHeaders().copy();
            uri = request.uri();
        }

        private Publisher<Void> begin(WebsocketInbound in, WebsocketOutbound outbound) {
            socket = outbound;
            outbound.withConnection(connection::complete);
            in.receiveCloseStatus()
                    .subscribe(
                            status -> closed.complete(status.code()),
                            failure -> closed.complete(LOST),
                            () -> closed.complete(LOST));
            Mono<Void> receiving = in.receiveFrames()
                    .doOnNext(frame -> received.add(text(frame)))
                    .then();
            Flux<TextWebSocketFrame> frames = out.asFlux().map(TextWebSocketFrame::new);
            return outbound.sendObject(frames, frame -> true).then().and(receiving);
        }

        private Publisher<Void> begin(HttpServerResponse response) {
            response.withConnection(connection::complete);
            connection.join().onDispose(() -> closed.complete(0));
            return response.header("Content-Type", "text/event-stream")
                    .header("Cache-Control", "no-store")
                    .sendGroups(Flux.just(Mono.<io.netty.buffer.ByteBuf>empty())
                            .concatWith(out.asFlux()
                                    .map(text -> Mono.just(io.netty.buffer.Unpooled.copiedBuffer(
                                            text, java.nio.charset.StandardCharsets.UTF_8)))));
        }

        public HttpHeaders headers() {
            return headers;
        }

        public String uri() {
            return uri;
        }

        /** A WebSocket's message, or bytes of an event stream. */
        public void send(String text) {
            out.emitNext(text, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
        }

        public List<String> received() {
            return received;
        }

        /** The code that this side got, 0 for an event stream whose connection has ended. */
        public int awaitClosed() {
            return closed.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }

        public boolean open() {
            return !closed.isDone();
        }

        public void close(int code, String reason) {
            java.util.Objects.requireNonNull(socket).sendClose(code, reason).subscribe();
        }

        public void end() {
            out.tryEmitComplete();
        }

        /** As a process that was killed. */
        public void kill() {
            var _ = connection.join().channel().close();
        }

        public void send(WebSocketFrame frame) {
            var _ = connection.join().channel().writeAndFlush(frame);
        }

        private static String text(WebSocketFrame frame) {
            return switch (frame) {
                case TextWebSocketFrame text -> text.text();
                case BinaryWebSocketFrame _ -> "binary";
                case PingWebSocketFrame _ -> "ping";
                default -> frame.getClass().getSimpleName();
            };
        }
    }
}
