package io.breakwater.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Server-sent events as bytes that pass. It knows where one event ends and the next begins, so that a last one of ours can
 * follow: between two events at once, else after the one that is passing. Everything happens on one event loop.
 */
final class EventFrames {

    private static final String RECONNECT = "event: reconnect\ndata: {\"reason\":\"draining\"}\n\n";
    // A line feed that ends a line, and one that ends an empty line after it.
    private static final int LINE_FEEDS_AT_AN_END = 2;

    private final Executor loop;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    // Nothing has passed: the beginning is between two events.
    private int lineFeeds = LINE_FEEDS_AT_AN_END;
    private boolean leaving;

    /**
     * @param loop the event loop on which the bytes come in
     */
    EventFrames(Executor loop) {
        this.loop = loop;
    }

    /** Those bytes, until {@link #reconnect()} is called and the event in hand has passed. */
    Flux<ByteBuf> passing(Flux<ByteBuf> chunks) {
        return chunks.<ByteBuf>handle((chunk, sink) -> {
                    int end = scan(chunk);
                    if (end < 0) {
                        sink.next(chunk);
                    } else {
                        sink.next(chunk.writerIndex(end));
                        sink.complete();
                    }
                })
                .takeUntilOther(stop.asMono())
                .concatWith(Flux.defer(() -> leaving ? Flux.just(lastEvent()) : Flux.empty()));
    }

    /** Ends them with an event that says to come back. */
    void reconnect() {
        loop.execute(() -> {
            leaving = true;
            if (betweenTwo()) {
                stop.tryEmitEmpty();
            }
        });
    }

    /** Where in the chunk to stop: after the first event that ends there, when leaving; else -1. */
    private int scan(ByteBuf chunk) {
        for (int i = chunk.readerIndex(); i < chunk.writerIndex(); i++) {
            byte next = chunk.getByte(i);
            if (next == '\n') {
                lineFeeds++;
            } else if (next != '\r') {
                lineFeeds = 0;
            }
            if (leaving && betweenTwo()) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean betweenTwo() {
        return lineFeeds >= LINE_FEEDS_AT_AN_END;
    }

    private static ByteBuf lastEvent() {
        return Unpooled.copiedBuffer(RECONNECT, StandardCharsets.UTF_8);
    }
}
