package io.breakwater.gateway.stream;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Passes text both ways, one frame at a time, and each side's close to the other as it is. Pings are answered by whoever got
 * them. It is over when the client's connection is. Neither side's receiver is ever cancelled: Reactor Netty would then send
 * a close without a code before ours.
 */
final class SocketRelay {

    /** RFC 6455's word for a browser that has left the page. */
    private static final WebSocketCloseStatus GONE = WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;

    private static final WebSocketCloseStatus LOST =
            new WebSocketCloseStatus(Ending.UPSTREAM_LOST.code(), Ending.UPSTREAM_LOST.reason());

    private final OpenStreams streams;
    private final StreamSettings settings;
    private final Connection upstream;
    private final WebsocketInbound fromService;
    private final WebsocketOutbound toService;

    /**
     * @param upstream a WebSocket of Reactor Netty's client
     */
    SocketRelay(OpenStreams streams, StreamSettings settings, Connection upstream) {
        this.streams = streams;
        this.settings = settings;
        this.upstream = upstream;
        this.fromService = (WebsocketInbound) upstream;
        this.toService = (WebsocketOutbound) upstream;
    }

    /** Ends when the client's connection has ended. */
    Mono<Void> pass(String session, Channel client, WebsocketInbound fromClient, WebsocketOutbound toClient) {
        OpenStream stream = new OpenStream(session, client, settings.linger());
        WriteGuard.on(client, settings.stall(), () -> streams.end(stream, Ending.TOO_SLOW));
        WriteGuard.on(upstream.channel(), settings.stall(), () -> streams.end(stream, Ending.UPSTREAM_LOST));
        stream.ending()
                .flatMap(why -> Mono.when(
                        toClient.sendClose(why.code(), why.reason()), toService.sendClose(why.code(), why.reason())))
                .onErrorComplete()
                .subscribe();
        down(stream, client, toClient).subscribe();
        up(stream, fromClient).subscribe();
        streams.add(stream);
        return FutureMono.from(client.closeFuture()).onErrorComplete().doFinally(signal -> {
            streams.remove(stream);
            hangUp();
        });
    }

    /** Does nothing where a close is on its way already. */
    private void hangUp() {
        toService
                .sendClose(GONE.code(), GONE.reasonText())
                .timeout(settings.linger())
                .onErrorComplete()
                .doFinally(signal -> upstream.dispose())
                .subscribe();
    }

    private Mono<Void> down(OpenStream stream, Channel client, WebsocketOutbound toClient) {
        return fromService
                .receiveFrames()
                .timeout(settings.silence())
                .filter(frame -> frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame)
                .map(WebSocketFrame::retain)
                .concatMap(frame -> write(client, frame), 1)
                .doOnDiscard(ReferenceCounted.class, ReferenceCountUtil::safeRelease)
                .doOnError(
                        TimeoutException.class,
                        silent -> streams.end(stream, client.isWritable() ? Ending.UPSTREAM_LOST : Ending.TOO_SLOW))
                .onErrorComplete()
                .then(Mono.defer(
                        () -> fromService.receiveCloseStatus().onErrorComplete().defaultIfEmpty(LOST)))
                .map(SocketRelay::sendable)
                .flatMap(status -> toClient.sendClose(status.code(), status.reasonText()));
    }

    private Mono<Void> up(OpenStream stream, WebsocketInbound fromClient) {
        return fromClient
                .receiveFrames()
                .doOnNext(frame -> {
                    if (frame instanceof BinaryWebSocketFrame) {
                        streams.end(stream, Ending.TEXT_ONLY);
                    }
                })
                .filter(frame -> frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame)
                .map(WebSocketFrame::retain)
                .concatMap(frame -> write(upstream.channel(), frame), 1)
                .doOnDiscard(ReferenceCounted.class, ReferenceCountUtil::safeRelease)
                .onErrorComplete()
                .then(Mono.defer(
                        () -> fromClient.receiveCloseStatus().onErrorComplete().defaultIfEmpty(GONE)))
                .map(SocketRelay::sendable)
                .flatMap(status -> toService.sendClose(status.code(), status.reasonText()));
    }

    /** A write that fails has met a closed connection, of which the reading side tells. */
    private static Mono<Void> write(Channel channel, WebSocketFrame frame) {
        return FutureMono.from(channel.writeAndFlush(frame)).onErrorComplete();
    }

    /** RFC 6455, section 7.4.1: some codes say what happened and never stand in a frame. */
    private static WebSocketCloseStatus sendable(WebSocketCloseStatus status) {
        return switch (status.code()) {
            case 1005 -> WebSocketCloseStatus.NORMAL_CLOSURE;
            case 1006, 1015 -> LOST;
            default -> status;
        };
    }
}
