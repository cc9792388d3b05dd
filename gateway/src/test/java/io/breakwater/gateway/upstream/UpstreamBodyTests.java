package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;

class UpstreamBodyTests {

    private final AtomicLong memory = new AtomicLong(100);

    @Test
    void whatMayBeNeededTwiceIsReadFirst() {
        UpstreamBody body = body(true, 7, Flux.just(buffer("one "), buffer("two")));

        body.prepare().block();

        assertThat(memory).hasValue(93);
        assertThat(read(body)).isEqualTo("one two");
        assertThat(body.repeatable()).isTrue();
        assertThat(read(body)).isEqualTo("one two");
        body.release();
        body.release();
        assertThat(memory).hasValue(100);
    }

    @Test
    void whatNobodyMaySendAgainPassesOnce() {
        UpstreamBody body = body(false, 3, Flux.just(buffer("one")));

        body.prepare().block();

        assertThat(memory).hasValue(100);
        assertThat(body.repeatable()).isTrue();
        assertThat(read(body)).isEqualTo("one");
        assertThat(body.repeatable()).isFalse();
    }

    @Test
    void beyondTheSharedMemoryABodyPassesOnce() {
        UpstreamBody body = body(true, 160, Flux.just(buffer("x".repeat(80)), buffer("y".repeat(80))));

        body.prepare().block();

        assertThat(read(body)).hasSize(160);
        assertThat(body.repeatable()).isFalse();
        assertThat(memory).hasValue(100);
    }

    @Test
    void aClientThatBreaksOffIsToldFromAService() {
        for (boolean wanted : new boolean[] {true, false}) {
            UpstreamBody body = body(wanted, 3, Flux.error(new IOException("gone")));

            body.prepare().onErrorComplete().block();
            body.getBody().onErrorComplete().blockLast();

            assertThat(body.failed()).isTrue();
            assertThat(body.repeatable()).isFalse();
            body.release();
            assertThat(memory).hasValue(100);
        }
    }

    private UpstreamBody body(boolean wanted, long length, Flux<DataBuffer> content) {
        return new UpstreamBody(
                MockServerHttpRequest.post("/").contentLength(length).body(content), memory, wanted);
    }

    private static String read(UpstreamBody body) {
        return DataBufferUtils.join(body.getBody())
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8))
                .block();
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
