package io.breakwater.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code application/problem+json} (RFC 9457), the same bytes on servlets, on WebFlux and in Tomcat's own errors. */
public final class Problems {

    /** Relative on purpose: the gateway serves the pages, and its address is not ours to know. */
    public static final String TYPE_PREFIX = "/problems/";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    /**
     * One of the kinds that belong to no feature.
     *
     * @param path the request's path as it was sent, without the query
     * @param requestId null only where no id could be given yet
     */
    public static byte[] json(ProblemType type, String detail, String path, @Nullable String requestId) {
        return json(type.status().value(), type.slug(), type.title(), detail, path, requestId, List.of());
    }

    /** As above, with the slug, title and status of a feature and, for {@code validation-failed}, the faults. */
    public static byte[] json(
            int status,
            String slug,
            String title,
            @Nullable String detail,
            String path,
            @Nullable String requestId,
            List<FieldError> errors) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_PREFIX + slug);
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", path);
        problem.put("requestId", requestId);
        if (!errors.isEmpty()) {
            problem.put("errors", errors);
        }
        return JSON.writeValueAsBytes(problem);
    }
}
