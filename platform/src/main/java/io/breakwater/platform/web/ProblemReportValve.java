package io.breakwater.platform.web;

import io.breakwater.platform.ids.IdGenerator;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Tomcat's own page for what it refuses before any filter runs: a URI that can't be decoded, for example. */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    private final IdGenerator ids;

    ProblemReportValve(IdGenerator ids) {
        this.ids = ids;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ApiProblem problem = ProblemMapping.ofStatus(HttpStatusCode.valueOf(status));
        String sent = request.getHeader(RequestId.HEADER);
        String id = sent != null && RequestId.isValid(sent) ? sent : ids.next().toString();
        response.setHeader(RequestId.HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            String path = request.getRequestURI();
            response.getOutputStream().write(problem.json(path == null ? "" : path, id));
            response.finishResponse();
        } catch (IOException gone) {
            log.debug("The client has gone", gone);
        }
    }
}
