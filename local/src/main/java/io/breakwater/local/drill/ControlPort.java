package io.breakwater.local.drill;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.RunFile;
import io.breakwater.local.run.RunFile.InstanceView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher's control port: the only way in which a drill touches a process. */
final class ControlPort {

    // A reload of everything on a busy machine; the launcher bounds each start and each drain itself.
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunFile.Control control;

    ControlPort(RunFile.Control control) {
        this.control = control;
    }

    RunFile status() throws InterruptedException {
        return JSON.treeToValue(ask("GET", "/status", "", 0), RunFile.class);
    }

    List<InstanceView> replicas(String service) throws InterruptedException {
        return status().instances().stream()
                .filter(instance -> instance.service().equals(service))
                .toList();
    }

    /** {@code kill}, {@code pause}, {@code resume}: whether it was done to anybody. */
    boolean signal(String call, String service, int index) throws InterruptedException {
        JsonNode answer = ask("POST", "/" + call, service, index);
        return answer.properties().stream().anyMatch(field -> !field.getValue().isEmpty());
    }

    /** Returns when it is so. */
    void scale(String service, int count) throws InterruptedException {
        ask("POST", "/scale", service, count);
    }

    /** Returns what was replaced, when it is so. */
    List<String> reload(String service) throws InterruptedException {
        return ask("POST", "/reload", service, 0)
                .path("reloaded")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** @throws Refusal in the launcher's words, or where it doesn't answer */
    private JsonNode ask(String method, String path, String service, int index) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control.url() + path))
                .timeout(LONGEST_CALL)
                .header("Authorization", "Bearer " + control.token())
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(Map.of("service", service, "index", index))))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw Refusal.failed("%s", json.path("error").asString("The launcher refused " + path + "."));
            }
            return json;
        } catch (IOException e) {
            throw Refusal.failed("The launcher does not answer at %s (%s).", control.url(), Refusal.reason(e));
        }
    }
}
