package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.LauncherClaim;
import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.run.RunFile;
import io.breakwater.local.view.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher that runs here, as the commands see it. */
final class RunningSystem {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ProcessHandle launcher;
    private final RunFile file;

    private RunningSystem(ProcessHandle launcher, RunFile file) {
        this.launcher = launcher;
        this.file = file;
    }

    /** @throws Refusal where nothing runs here */
    static RunningSystem get() {
        LocalDirectories directories = Place.directories();
        ProcessHandle launcher = LauncherClaim.running(directories)
                .orElseThrow(() -> Refusal.environment("Breakwater doesn't run here. Start it with ./breakwater up"));
        try {
            String text = Files.readString(directories.runFile());
            return new RunningSystem(launcher, JSON.readValue(text, RunFile.class));
        } catch (AccessDeniedException e) {
            throw Refusal.environment(
                    "The Breakwater that runs here (pid %d) is another user's: %s can't be read.",
                    launcher.pid(), directories.runFile());
        } catch (IOException | JacksonException e) {
            throw Refusal.environment(
                    "Breakwater (pid %d) is just starting or stopping: %s isn't there.",
                    launcher.pid(), directories.runFile());
        }
    }

    ProcessHandle launcher() {
        return launcher;
    }

    RunFile status() {
        return JSON.treeToValue(ask("GET", "/status", Map.of()), RunFile.class);
    }

    List<Part> parts() {
        return Arrays.asList(JSON.treeToValue(ask("GET", "/parts", Map.of()), Part[].class));
    }

    String statusText() {
        return ask("GET", "/status", Map.of()).toString();
    }

    /** Returns when the launcher has done it. @throws Refusal where it refuses, in its words */
    JsonNode ask(String method, String path, Map<String, Object> body) {
        HttpRequest.BodyPublisher content = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        // No time-out: a scaling or reload ends when its replicas are ready or gone, which the launcher bounds.
        HttpRequest request = HttpRequest.newBuilder(URI.create(file.control().url() + path))
                .header("Authorization", "Bearer " + file.control().token())
                .method(method, content)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw refusal(json);
            }
            return json;
        } catch (IOException e) {
            throw Refusal.environment(
                    "Breakwater (pid %d) doesn't answer at %s.",
                    launcher.pid(), file.control().url());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("Interrupted while waiting for the launcher.");
        }
    }

    private static Refusal refusal(JsonNode json) {
        String sentence = json.path("error").asString("The launcher refused.");
        return switch (json.path("exitCode").asInt(ExitCodes.ENVIRONMENT)) {
            case ExitCodes.USAGE -> Refusal.usage("%s", sentence);
            case ExitCodes.FAILED -> Refusal.failed("%s", sentence);
            default -> Refusal.environment("%s", sentence);
        };
    }
}
