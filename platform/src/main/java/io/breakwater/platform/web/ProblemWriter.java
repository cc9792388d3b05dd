package io.breakwater.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;

/** Writes a problem past content negotiation: also to a client that accepts no JSON. */
public final class ProblemWriter {

    private ProblemWriter() {}

    public static void write(HttpServletRequest request, HttpServletResponse response, ApiProblem problem)
            throws IOException {
        response.resetBuffer();
        response.setStatus(problem.getStatusCode().value());
        problem.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        byte[] body = problem.json(pathOf(request), RequestId.current().orElse(null));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String pathOf(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed instanceof String path ? path : request.getRequestURI();
    }
}
