package io.breakwater.platform.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The trace that the current thread is part of. Spans are made by the OpenTelemetry agent, where a process is started with
 * it; OpenTelemetry's API, which the agent fills with life, only carries the context over what the agent can't see: a row.
 */
final class TraceContext {

    // "00-" + 32 hex digits + "-" + 16 + "-" + 2.
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private TraceContext() {}

    /** As W3C's traceparent; null outside a trace. */
    static @Nullable String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /**
     * In which a trace goes on. Where a span of that trace is open already, as the agent's around a message that is
     * handled, it is the current one: it is nearer.
     *
     * @param traceparent well-formed; null changes nothing
     */
    static Context of(@Nullable String traceparent) {
        if (traceparent == null) {
            return Context.current();
        }
        String traceId = traceparent.substring(TRACE_ID, SPAN_ID - 1);
        if (traceId.equals(Span.current().getSpanContext().getTraceId())) {
            return Context.current();
        }
        SpanContext stored = SpanContext.createFromRemoteParent(
                traceId,
                traceparent.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(traceparent, FLAGS),
                TraceState.getDefault());
        return Context.current().with(Span.wrap(stored));
    }
}
