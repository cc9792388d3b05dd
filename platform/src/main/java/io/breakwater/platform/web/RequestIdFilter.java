package io.breakwater.platform.web;

import io.breakwater.platform.ids.IdGenerator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost of our filters: gives each request its id, each answer the headers that all have, and each exception that
 * an inner filter lets through its problem.
 */
final class RequestIdFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = RequestIdFilter.class.getName() + ".id";

    private final IdGenerator ids;
    private final ProblemMapping problems;

    RequestIdFilter(IdGenerator ids, ProblemMapping problems) {
        this.ids = ids;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = idOf(request);
        response.setHeader(RequestId.HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        MDC.put(RequestId.MDC_KEY, id);
        try {
            chain.doFilter(request, new OneCacheControl(response));
        } catch (ServletException | IOException | RuntimeException e) {
            if (response.isCommitted()) {
                // Half an answer is on its way: only a cut connection tells the client so.
                throw e;
            }
            ProblemWriter.write(request, response, problems.of(e, request));
        } finally {
            MDC.remove(RequestId.MDC_KEY);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** The same id in an error or async dispatch of the same request. */
    private String idOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String sent = request.getHeader(RequestId.HEADER);
        String id = sent != null && RequestId.isValid(sent) ? sent : ids.next().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** A handler's own Cache-Control replaces the default, where Spring would add a second one. */
    private static final class OneCacheControl extends HttpServletResponseWrapper {

        OneCacheControl(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL)) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
