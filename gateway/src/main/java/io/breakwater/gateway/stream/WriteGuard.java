package io.breakwater.gateway.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

/**
 * Keeps a peer that reads slowly from costing memory, and notices one that doesn't read at all. Reactor Netty would take up to
 * 128 messages without looking whether they leave; here the next one waits until those before it have left (but for Netty's
 * high-water mark, 64 kB), and with it the reading from the other side.
 */
final class WriteGuard extends ChannelDuplexHandler {

    private final Channel channel;
    private final Duration stall;
    private final Runnable onStall;
    private @Nullable Runnable waiting;
    private boolean watching;
    private int oldest;
    private long progress;

    private WriteGuard(Channel channel, Duration stall, Runnable onStall) {
        this.channel = channel;
        this.stall = stall;
        this.onStall = onStall;
    }

    /**
     * Guards a connection until its end.
     *
     * @param stall how long nothing may leave while something waits to
     * @param onStall called on the connection's event loop
     */
    static WriteGuard on(Channel channel, Duration stall, Runnable onStall) {
        WriteGuard guard = new WriteGuard(channel, stall, onStall);
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "breakwater.write-guard", guard);
        return guard;
    }

    /** Passes one message after the other, each when there is room for it. */
    <T extends ReferenceCounted> Flux<T> paced(Flux<T> messages) {
        // Never Mono.just: when cancelled, concatMap discards such a message even after it has passed it.
        return messages.concatMap(this::whenWritable, 1)
                .doOnDiscard(ReferenceCounted.class, ReferenceCountUtil::safeRelease);
    }

    private <T extends ReferenceCounted> Mono<T> whenWritable(T message) {
        AtomicBoolean done = new AtomicBoolean();
        return Mono.create(sink -> {
            sink.onCancel(() -> {
                if (done.compareAndSet(false, true)) {
                    ReferenceCountUtil.safeRelease(message);
                }
            });
            Runnable pass = () -> {
                if (done.compareAndSet(false, true)) {
                    sink.success(message);
                }
            };
            if (channel.isWritable()) {
                pass.run();
            } else {
                channel.eventLoop().execute(() -> {
                    waiting = pass;
                    passWhereWritable();
                });
            }
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        passWhereWritable();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        // What is written to a closed connection is released by Netty.
        passWhereWritable();
        context.fireChannelInactive();
    }

    private void passWhereWritable() {
        Runnable pass = waiting;
        if (pass != null && (channel.isWritable() || !channel.isActive())) {
            waiting = null;
            pass.run();
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (!watching && waits()) {
            watching = true;
            var _ = moved();
            look(context);
        }
    }

    private void look(ChannelHandlerContext context) {
        Runnable later = () -> {
            if (!waits()) {
                watching = false;
            } else if (moved()) {
                look(context);
            } else {
                onStall.run();
            }
        };
        var _ = context.executor().schedule(later, stall.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean waits() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && !buffer.isEmpty();
    }

    /** Whether what waits isn't what waited the last time that one looked; a recycled buffer only makes that a look later. */
    private boolean moved() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            return false;
        }
        int first = System.identityHashCode(buffer.current());
        boolean moved = first != oldest || buffer.currentProgress() != progress;
        oldest = first;
        progress = buffer.currentProgress();
        return moved;
    }
}
