package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.build.Staging;
import io.breakwater.local.run.RunFile;
import io.breakwater.testing.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** The running system of the stories, and the command as people type it. */
final class Breakwater implements AutoCloseable {

    /** Beside a system that somebody runs with {@code up}. */
    static final int PORT_OFFSET = 10000;

    // Eighteen processes on two cores that are busy otherwise.
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(4);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final Path apps;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Process up;

    record Result(int exitCode, String output) {}

    /** Stages what the build has made; nothing is started yet. */
    Breakwater(Path home) {
        this.home = home;
        try {
            this.apps = new Staging(Checkout.root(), Checkout.root().resolve("local/target/stories/apps")).stage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two replicas of every service. */
    static Breakwater ofTheStories() {
        return new Breakwater(Checkout.root().resolve("local/target/stories"));
    }

    void up(String... options) {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(List.of(options));
        CompletableFuture<Void> ready = new CompletableFuture<>();
        up = begin(arguments.toArray(String[]::new));
        Thread.ofPlatform().daemon().name("up").start(() -> read(ready));
        try {
            ready.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            close();
            throw new AssertionError("Breakwater did not come up:\n" + String.join("\n", lines), e);
        }
    }

    /** What {@code up} has printed so far. */
    List<String> printed() {
        return List.copyOf(lines);
    }

    Process process() {
        return up;
    }

    Path home() {
        return home;
    }

    RunFile file() {
        try {
            return JSON.readValue(Files.readString(home.resolve("run/breakwater.json")), RunFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, which must be a success; returns what it printed. */
    String run(String... arguments) {
        Result result = tryRun(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + "\n" + result.output())
                .isZero();
        return result.output();
    }

    /** A command that goes on beside the story. */
    Process begin(String... arguments) {
        try {
            return command(List.of(arguments)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result tryRun(String... arguments) {
        try {
            Process process = begin(arguments);
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> all(process));
            if (!process.waitFor(LONGEST_COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " has not ended");
            }
            return new Result(process.exitValue(), output.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (up != null && up.isAlive()) {
            up.toHandle().destroy();
            try {
                if (!up.waitFor(4, TimeUnit.MINUTES)) {
                    up.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root().resolve("breakwater").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BREAKWATER_LOCAL", home.toString());
        builder.environment().put("BREAKWATER_APPS", apps.toString());
        builder.environment().put("BREAKWATER_PORT_OFFSET", String.valueOf(PORT_OFFSET));
        builder.environment().put("BREAKWATER_TRAINING", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private void read(CompletableFuture<Void> ready) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("Breakwater is up")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            lines.add("(" + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("up has ended"));
    }

    private static String all(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
