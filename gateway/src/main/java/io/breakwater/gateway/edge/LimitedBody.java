package io.breakwater.gateway.edge;

import io.breakwater.gateway.problem.Refusal;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** A body of unknown length that ends in a refusal once it is too long; nothing of it is collected. */
final class LimitedBody extends ServerHttpRequestDecorator {

    private final long maxBytes;

    LimitedBody(ServerHttpRequest request, long maxBytes) {
        super(request);
        this.maxBytes = maxBytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        AtomicLong seen = new AtomicLong();
        return super.getBody().handle((buffer, sink) -> {
            if (seen.addAndGet(buffer.readableByteCount()) > maxBytes) {
                DataBufferUtils.release(buffer);
                sink.error(Refusal.of("body-too-large", "A body has at most " + maxBytes + " bytes here."));
            } else {
                sink.next(buffer);
            }
        });
    }
}
