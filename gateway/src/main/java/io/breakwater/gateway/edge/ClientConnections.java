package io.breakwater.gateway.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts the connections of clients, so that there is an end to them: memory and file descriptors have one too. */
@Component
final class ClientConnections {

    // Beyond the limit, one in ten more is told so; what comes beyond that is closed without a word.
    private static final int TOLD_DIVISOR = 10;

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    ClientConnections(EdgeSettings settings, MeterRegistry meters) {
        this.limit = settings.connections();
        Gauge.builder("breakwater.gateway.connections.open", open, AtomicInteger::get)
                .register(meters);
    }

    /** What is left for a new connection. */
    enum Room {
        FREE,
        /** For an answer that says that there is none. */
        TO_SAY_NO,
        NONE
    }

    /** Counts one until it is closed. */
    Room enter(Channel channel) {
        int now = open.incrementAndGet();
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (now <= limit) {
            return Room.FREE;
        }
        return now <= limit + Math.max(1, limit / TOLD_DIVISOR) ? Room.TO_SAY_NO : Room.NONE;
    }
}
