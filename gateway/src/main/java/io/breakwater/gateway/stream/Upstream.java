package io.breakwater.gateway.stream;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;

/** What a service has answered and nobody has passed on yet. */
sealed interface Upstream {

    /** An answer with a body that comes as it comes. */
    record Answering(Connection connection, boolean events) implements Upstream {}

    /** A WebSocket whose handshake is made. */
    record Socket(Connection connection) implements Upstream {}

    /** A handshake that was refused, and why. */
    record Refused(ByteBuffer body) implements Upstream {}

    /** Leaves it for the filter that passes it on. */
    default void leaveIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(Upstream.class.getName(), this);
    }

    static @Nullable Upstream takeFrom(ServerWebExchange exchange) {
        return (Upstream) exchange.getAttributes().remove(Upstream.class.getName());
    }

    /** Hangs up. */
    default void drop() {
        switch (this) {
            case Answering answering -> answering.connection().dispose();
            case Socket socket -> socket.connection().dispose();
            case Refused _ -> {
                // Its connection is closed already.
            }
        }
    }
}
