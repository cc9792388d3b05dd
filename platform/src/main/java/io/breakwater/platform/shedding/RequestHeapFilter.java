package io.breakwater.platform.shedding;

import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.ProblemType;
import io.breakwater.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a request that the heap has no room for, at once: before its token, its body or anything else is looked at. */
final class RequestHeapFilter extends OncePerRequestFilter {

    // An overloaded instance is alive and ready: taken out or restarted, it would only leave its load to the others.
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");
    // What is at work now has ended or timed out in a pool by then.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private final RequestHeap heap;

    RequestHeapFilter(RequestHeap heap) {
        this.heap = heap;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        long bytes = RequestHeap.estimate(request.getContentLengthLong(), chunked);
        if (!heap.take(bytes)) {
            ProblemWriter.write(request, response, overloaded());
            return;
        }
        RequestShare share = RequestShare.hold(request, heap, bytes);
        try {
            chain.doFilter(request, response);
        } finally {
            share.giveBack();
        }
    }

    private static ApiProblem overloaded() {
        return ApiProblem.of(ProblemType.OVERLOADED, "There is more to do here than can be done; this was not begun.")
                .withRetryAfter(RETRY_AFTER);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PROBES.contains(request.getRequestURI());
    }
}
