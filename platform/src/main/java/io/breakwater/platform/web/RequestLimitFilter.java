package io.breakwater.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is too large before anything reads it, and counts what doesn't say how large it is. */
public final class RequestLimitFilter extends OncePerRequestFilter {

    // The API's bodies have a few kB; 256 kB is the contract's limit, the same at the door.
    public static final int MAX_BODY_BYTES = 256 * 1024;
    // The contract's limit; Tomcat alone would take whatever fits into its header buffer.
    static final int MAX_URI_LENGTH = 8 * 1024;

    RequestLimitFilter() {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        int uriLength = request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
        if (uriLength > MAX_URI_LENGTH) {
            throw ApiProblem.of(ProblemType.URI_TOO_LONG, "A URI has at most " + MAX_URI_LENGTH + " characters.");
        }
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            throw new BodyTooLarge();
        }
        chain.doFilter(new BoundedRequest(request), response);
    }
}
