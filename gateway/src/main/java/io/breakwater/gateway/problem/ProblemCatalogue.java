package io.breakwater.gateway.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All kinds of problem that the API has, by slug; the file is packaged from contracts/. */
@Component
public final class ProblemCatalogue {

    private final Map<String, ProblemType> types;
    private final JsonMapper json;

    ProblemCatalogue(JsonMapper json) {
        this.json = json;
        try (InputStream in = new ClassPathResource("contracts/problems.json").getInputStream()) {
            this.types = json.readValue(in, new TypeReference<LinkedHashMap<String, ProblemType>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProblemType> find(String slug) {
        return Optional.ofNullable(types.get(slug));
    }

    /** The HTTP status of a slug of our own; an unknown one is a bug. */
    public int status(String slug) {
        return get(slug).status();
    }

    /**
     * The body of an answer.
     *
     * @param path the request's path as it was sent, without its query
     */
    public byte[] render(String slug, String detail, String path, String requestId) {
        ProblemType type = get(slug);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + slug);
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", detail);
        body.put("instance", path);
        body.put("requestId", requestId);
        return json.writeValueAsBytes(body);
    }

    private ProblemType get(String slug) {
        ProblemType type = types.get(slug);
        if (type == null) {
            throw new IllegalArgumentException("contracts/problems.json has no " + slug);
        }
        return type;
    }
}
