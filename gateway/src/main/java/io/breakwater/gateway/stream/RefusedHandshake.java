package io.breakwater.gateway.stream;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import org.springframework.http.HttpHeaders;

/** A service's answer to a WebSocket handshake that isn't 101, whole, so that the client can read it. */
final class RefusedHandshake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient HttpHeaders headers;
    private final transient ByteBuffer body;

    private RefusedHandshake(FullHttpResponse response) {
        super("answered " + response.status(), null, false, false);
        this.status = response.status().code();
        this.headers = new HttpHeaders();
        response.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        this.body = ByteBuffer.wrap(ByteBufUtil.getBytes(response.content()));
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    ByteBuffer body() {
        return body;
    }

    /** Sits between the aggregated answer and Reactor Netty, which keeps only the head of such an answer. */
    static final class Catcher extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpResponse response
                    && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                RefusedHandshake refused = new RefusedHandshake(response);
                response.release();
                context.fireExceptionCaught(refused);
                var _ = context.close();
            } else {
                context.fireChannelRead(message);
            }
        }
    }
}
