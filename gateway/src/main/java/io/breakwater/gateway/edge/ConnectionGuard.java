package io.breakwater.gateway.edge;

import io.breakwater.gateway.problem.ProblemCatalogue;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no request, or too much of one, with a problem; Reactor Netty would answer with an empty body, or not at
 * all. It sits right behind the codec. The connection then ends the way nginx ends it: no more is written, what still comes
 * is thrown away, and only then it is closed, because closing on unread bytes resets the connection under the answer.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    // A peer that was refused has this long to read the answer and to stop sending.
    private static final long LINGER_SECONDS = 2;

    private final ProblemCatalogue catalogue;
    private final RequestIds ids;
    private final EdgeSettings settings;
    private final boolean full;
    private @Nullable HttpRequest current;
    private boolean answering;
    private boolean refused;

    /**
     * @param full whether this is a connection too many: its first request is refused, and it doesn't wait long for one
     */
    ConnectionGuard(ProblemCatalogue catalogue, RequestIds ids, EdgeSettings settings, boolean full) {
        this.catalogue = catalogue;
        this.ids = ids;
        this.settings = settings;
        this.full = full;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (full) {
            closeAfterLinger(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Verdict verdict = refused ? null : judge(message);
        if (verdict != null) {
            refuse(context, verdict);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (refused) {
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (refused) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            answering = true;
        }
        var _ = context.write(message, promise);
    }

    private @Nullable Verdict judge(Object message) {
        if (message instanceof HttpRequest request) {
            current = request;
            answering = false;
            if (full) {
                return new Verdict("overloaded", "All connections are taken right now.");
            }
            return request.decoderResult().isFailure()
                    ? undecoded(request.decoderResult().cause())
                    : RequestRules.judge(request, settings);
        }
        // A chunk that is none, in the middle of a body.
        return message instanceof HttpObject part && part.decoderResult().isFailure()
                ? undecoded(part.decoderResult().cause())
                : null;
    }

    private Verdict undecoded(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> RequestRules.uriTooLong(settings);
            case TooLongHttpHeaderException _ -> new Verdict("headers-too-large", "The headers are larger than 16 kB.");
            default -> new Verdict("malformed-request", "This is no HTTP request.");
        };
    }

    private void refuse(ChannelHandlerContext context, Verdict verdict) {
        refused = true;
        if (answering) {
            // The status is sent: the only honest end is a cut connection.
            var _ = context.close();
            return;
        }
        context.writeAndFlush(answer(verdict)).addListener(written -> linger(context));
    }

    private FullHttpResponse answer(Verdict verdict) {
        HttpRequest request = current;
        String path = null;
        String offeredId = null;
        // A full request is the decoder's stand-in for a first line that it couldn't read.
        if (request != null && !(request instanceof FullHttpRequest)) {
            path = RequestRules.path(request);
            offeredId = request.headers().get(RequestIds.HEADER);
        }
        String id = ids.accept(offeredId);
        byte[] body = catalogue.render(verdict.slug(), verdict.detail(), path == null ? "/" : path, id);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(catalogue.status(verdict.slug())),
                Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(RequestIds.HEADER, id)
                .set("X-Content-Type-Options", "nosniff");
        if (response.status().code() == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        return response;
    }

    private static void linger(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel channel) {
            var _ = channel.shutdownOutput();
        }
        context.read();
        closeAfterLinger(context);
    }

    private static void closeAfterLinger(ChannelHandlerContext context) {
        Runnable close = () -> {
            var _ = context.close();
        };
        var _ = context.executor().schedule(close, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    /** Why a request goes no further. */
    record Verdict(String slug, String detail) {}
}
