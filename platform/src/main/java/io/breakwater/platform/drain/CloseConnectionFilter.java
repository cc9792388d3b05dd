package io.breakwater.platform.drain;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says {@code Connection: close} on every answer that is written while the instance drains, also to a request that came
 * in before: looked up when the body is opened, not when the request arrives.
 */
final class CloseConnectionFilter extends OncePerRequestFilter {

    private final Drain drain;
    private final RequestsInFlight requests;

    CloseConnectionFilter(Drain drain, RequestsInFlight requests) {
        this.drain = drain;
        this.requests = requests;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        requests.began();
        try {
            chain.doFilter(request, new Announcing(response));
            announce(response);
        } finally {
            requests.ended();
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private void announce(HttpServletResponse response) {
        if (drain.draining() && !response.isCommitted()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    private final class Announcing extends HttpServletResponseWrapper {

        private final HttpServletResponse response;

        Announcing(HttpServletResponse response) {
            super(response);
            this.response = response;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            announce(response);
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            announce(response);
            return super.getWriter();
        }
    }
}
