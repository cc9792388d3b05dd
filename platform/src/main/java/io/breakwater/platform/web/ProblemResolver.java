package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers for MVC, after a controller's own exception handlers. */
final class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);
    private static final ModelAndView HANDLED = new ModelAndView();

    private final ProblemMapping problems;
    private final Supplier<@Nullable ParameterFaults> parameterFaults;

    ProblemResolver(ProblemMapping problems, Supplier<@Nullable ParameterFaults> parameterFaults) {
        this.problems = problems;
        this.parameterFaults = parameterFaults;
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
            ProblemWriter.write(request, response, withAllFaults(problems.of(failure, request), handler, request));
        } catch (IOException gone) {
            log.debug("The client has gone", gone);
        }
        return HANDLED;
    }

    private ApiProblem withAllFaults(ApiProblem problem, @Nullable Object handler, HttpServletRequest request) {
        ParameterFaults faults = parameterFaults.get();
        if (faults == null
                || problem.errors().isEmpty()
                || !(handler instanceof HandlerMethod method && ParameterFaults.looksAt(method))) {
            return problem;
        }
        List<FieldError> all = faults.of(method, request);
        return all.isEmpty() ? problem : ApiProblem.invalid(all);
    }
}
