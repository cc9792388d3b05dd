package io.breakwater.platform.telemetry;

import io.opentelemetry.context.Scope;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The request that something stems from. It is stored with outbox and work rows and travels in messages, so that what
 * happens later, elsewhere, logs the same request id and belongs to the same trace.
 *
 * @param traceparent W3C trace context; null outside a trace
 */
public record Origin(@Nullable String traceparent, @Nullable String requestId) {

    private static final String MDC_KEY = "requestId";
    private static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();
    private static final boolean SERVLET = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest", null)
            && ClassUtils.isPresent("org.springframework.web.context.request.ServletRequestAttributes", null);
    // W3C Trace Context, version 00.
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    // As api.md has it; anything else came from elsewhere and would go into logs and rows as it is.
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Drops what is malformed: a broken trace is no reason to lose a fact. */
    public Origin {
        traceparent = matching(TRACEPARENT, traceparent);
        requestId = matching(REQUEST_ID, requestId);
    }

    /** That of the message or job in hand, else of the current request. */
    public static Origin current() {
        Origin given = CURRENT.isBound()
                ? CURRENT.get()
                : new Origin(SERVLET ? Servlet.traceparent() : null, MDC.get(MDC_KEY));
        String span = TraceContext.current();
        return span == null ? given : new Origin(span, given.requestId());
    }

    /** Does it as part of this request's story: with its request id in the log, and in its trace. */
    public <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<T, X> action) throws X {
        String before = MDC.get(MDC_KEY);
        set(requestId);
        try (Scope _ = TraceContext.of(traceparent).makeCurrent()) {
            return ScopedValue.where(CURRENT, this).call(action);
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable String requestId) {
        if (requestId == null) {
            MDC.remove(MDC_KEY);
        } else {
            MDC.put(MDC_KEY, requestId);
        }
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches() ? value : null;
    }

    /** Apart, so that nothing of the servlet API is loaded where there is none. */
    private static final class Servlet {

        static @Nullable String traceparent() {
            return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                    ? current.getRequest().getHeader("traceparent")
                    : null;
        }
    }
}
