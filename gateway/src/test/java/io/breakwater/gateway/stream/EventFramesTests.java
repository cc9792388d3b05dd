package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;

class EventFramesTests {

    private static final String RECONNECT = "event: reconnect\ndata: {\"reason\":\"draining\"}\n\n";

    private final Sinks.Many<ByteBuf> chunks = Sinks.many().unicast().onBackpressureBuffer();
    private final EventFrames frames = new EventFrames(Runnable::run);
    private final List<String> passed = new ArrayList<>();
    private boolean ended;

    EventFramesTests() {
        frames.passing(chunks.asFlux()).subscribe(this::take, failure -> {}, () -> ended = true);
    }

    @Test
    void passesBytesAsTheyCome() {
        pass("id: 1\n");
        pass("data: a\n\nid");

        assertThat(passed).containsExactly("id: 1\n", "data: a\n\nid");
        chunks.tryEmitComplete();
        assertThat(ended).isTrue();
        assertThat(passed).hasSize(2);
    }

    @Test
    void endsAtOnceWhereNothingHasPassedYet() {
        frames.reconnect();

        assertThat(passed).containsExactly(RECONNECT);
        assertThat(ended).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\n", "data: a\r\n\r\n", ": comment\n\n", "\n\n\n"})
    void endsAtOnceBetweenTwoEvents(String events) {
        pass(events);

        frames.reconnect();

        assertThat(passed).containsExactly(events, RECONNECT);
        assertThat(ended).isTrue();
    }

    @Test
    void letsTheEventInHandPassFirst() {
        pass("data: a");
        frames.reconnect();
        pass("b\n");
        pass("\ndata: next\n\n");

        assertThat(String.join("", passed)).isEqualTo("data: ab\n\n" + RECONNECT);
        assertThat(ended).isTrue();
    }

    private void pass(String text) {
        chunks.tryEmitNext(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private void take(ByteBuf chunk) {
        passed.add(chunk.toString(StandardCharsets.UTF_8));
        chunk.release();
    }
}
