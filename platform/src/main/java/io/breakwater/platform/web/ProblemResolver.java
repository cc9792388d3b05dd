package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers for MVC, after a controller's own exception handlers. */
final class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);
    private static final ModelAndView HANDLED = new ModelAndView();

    private final ProblemMapping problems;

    ProblemResolver(ProblemMapping problems) {
        this.problems = problems;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        // A database that hangs up leaves an EOFException too: whose connection it was, the exceptions around it tell.
        if (!Failures.isOutage(failure) && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("The client has gone", failure);
            return HANDLED;
        }
        if (response.isCommitted()) {
            // Half an answer is on its way: the container cuts the connection.
            return null;
        }
        try {
            ProblemWriter.write(request, response, problems.of(failure, request));
        } catch (IOException gone) {
            log.debug("The client has gone", gone);
        }
        return HANDLED;
    }
}
