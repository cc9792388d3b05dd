package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What the agent, which isn't here, would do with the context is proven by the story of a trace in {@code local}. */
class OriginTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String STORED = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void goesOnWithTheTraceOfTheRowAndLeavesItAfterwards() {
        Origin origin = new Origin(STORED, "request-1");

        Origin inside = origin.call(() -> {
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
            assertThat(Span.current().getSpanContext().isSampled()).isTrue();
            return Origin.current();
        });

        assertThat(inside).isEqualTo(origin);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        assertThat(Origin.current()).isEqualTo(new Origin(null, null));
    }

    @Test
    void keepsWhatNobodyWantsToSeeUnsampled() {
        boolean sampled = new Origin("00-" + TRACE + "-00f067aa0ba902b7-00", null)
                .call(() -> Span.current().getSpanContext().isSampled());

        assertThat(sampled).isFalse();
    }

    @Test
    void staysInTheNearerSpanOfTheSameTrace() throws Exception {
        try (Scope _ = span(TRACE, "1111111111111111").makeCurrent()) {
            Origin inside = new Origin(STORED, "request-1").call(Origin::current);

            assertThat(inside.traceparent()).isEqualTo("00-" + TRACE + "-1111111111111111-01");
            assertThat(inside.requestId()).isEqualTo("request-1");
        }
    }

    @Test
    void leavesAnotherTraceForThatOfTheRow() {
        try (Scope _ = span("a".repeat(32), "1111111111111111").makeCurrent()) {
            Origin inside = new Origin(STORED, null).call(Origin::current);

            assertThat(inside.traceparent()).isEqualTo(STORED);
        }
    }

    @Test
    void isTheSpanThatIsOpenWithTheRequestIdOfTheLog() {
        MDC.put("requestId", "request-2");
        try (Scope _ = span(TRACE, "2222222222222222").makeCurrent()) {
            assertThat(Origin.current()).isEqualTo(new Origin("00-" + TRACE + "-2222222222222222-01", "request-2"));
        } finally {
            MDC.remove("requestId");
        }
    }

    @Test
    void dropsWhatIsNoTraceparent() {
        assertThat(new Origin("00-" + "z".repeat(32) + "-00f067aa0ba902b7-01", null).traceparent())
                .isNull();
        // W3C: all zeros is no trace.
        String none = new Origin("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", null)
                .call(() -> Span.current().getSpanContext().isValid() ? "a trace" : "none");
        assertThat(none).isEqualTo("none");
    }

    private static Span span(String trace, String span) {
        return Span.wrap(SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault()));
    }
}
