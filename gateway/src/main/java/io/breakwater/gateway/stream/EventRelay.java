package io.breakwater.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Passes server-sent events to the client as they come, each chunk at once. */
final class EventRelay {

    private final OpenStreams streams;
    private final StreamSettings settings;
    private final Connection upstream;

    EventRelay(OpenStreams streams, StreamSettings settings, Connection upstream) {
        this.streams = streams;
        this.settings = settings;
        this.upstream = upstream;
    }

    /** Ends when the answer has. */
    Mono<Void> pass(String session, Channel client, ServerHttpResponse response) {
        NettyDataBufferFactory factory = (NettyDataBufferFactory) response.bufferFactory();
        OpenStream stream = new OpenStream(session, client, settings.linger());
        WriteGuard guard = WriteGuard.on(client, settings.stall(), () -> streams.end(stream, Ending.TOO_SLOW));
        EventFrames frames = new EventFrames(upstream.channel().eventLoop());
        Mono<Ending> atOnce = stream.ending()
                .filter(why -> why != Ending.DRAINING)
                // An empty one would end the stream too.
                .switchIfEmpty(Mono.never());
        stream.ending().filter(why -> why == Ending.DRAINING).subscribe(why -> frames.reconnect());
        // A service that dies in the middle ends the answer; the client comes back and says where it was.
        Flux<ByteBuf> bytes = frames.passing(
                        upstream.inbound().receive().retain().onErrorComplete())
                .takeUntilOther(atOnce);
        streams.add(stream);
        // An empty first part sends the head without waiting for the first event.
        Flux<Publisher<DataBuffer>> parts = Flux.<Publisher<DataBuffer>>just(Mono.empty())
                .concatWith(guard.paced(bytes).map(chunk -> Mono.just(factory.wrap(chunk))));
        return response.writeAndFlushWith(parts).doFinally(signal -> {
            streams.remove(stream);
            upstream.dispose();
        });
    }
}
