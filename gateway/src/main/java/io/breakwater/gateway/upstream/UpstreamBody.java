package io.breakwater.gateway.upstream;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The body of one request on its way to a service. It passes as it comes, and then only once; where a second try may be
 * needed it is read first, as long as it says its length and the shared memory for that allows. It also tells the client's
 * failures from the service's.
 */
final class UpstreamBody extends ServerHttpRequestDecorator {

    private final AtomicLong memory;
    private final boolean wanted;
    private final AtomicLong reserved = new AtomicLong();
    private byte @Nullable [] kept;
    private volatile boolean started;
    private volatile boolean failed;

    /**
     * A body that nobody has read yet.
     *
     * @param memory what is left of the memory for kept bodies, in bytes, shared by all requests
     * @param wanted whether a second try makes sense at all
     */
    UpstreamBody(ServerHttpRequest request, AtomicLong memory, boolean wanted) {
        super(request);
        this.memory = memory;
        this.wanted = wanted;
    }

    /** Reads it where it may be needed twice. */
    Mono<Void> prepare() {
        long length = getHeaders().getContentLength();
        if (!wanted || length <= 0 || !reserve(length)) {
            return Mono.empty();
        }
        return DataBufferUtils.join(super.getBody())
                .doOnNext(this::keep)
                .doOnError(failure -> failed = true)
                .then();
    }

    /** True where the whole body can be sent (again). */
    boolean repeatable() {
        return kept != null || !started;
    }

    /** True where reading from the client failed: no fault of the service. */
    boolean failed() {
        return failed;
    }

    /** Gives its memory back; called when no further try can come. */
    void release() {
        memory.addAndGet(reserved.getAndSet(0));
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            started = true;
            byte[] bytes = kept;
            return bytes == null
                    ? super.getBody().doOnError(failure -> failed = true)
                    : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
        });
    }

    private boolean reserve(long length) {
        if (memory.addAndGet(-length) < 0) {
            memory.addAndGet(length);
            return false;
        }
        reserved.set(length);
        return true;
    }

    private void keep(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        kept = bytes;
    }
}
