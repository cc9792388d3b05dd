package io.breakwater.backing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One child process: its log is read to the end, and one line of it says that the server is ready. */
final class ServerProcess {

    // What a server says before it gives up fits into a few lines.
    private static final int LAST_LINES = 8;
    // Tens of times what a start takes on a quiet machine: only a server that hangs reaches it.
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final String name;
    private final Process process;
    private final String readyLine;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ServerProcess(String name, Process process, String readyLine) {
        this.name = name;
        this.process = process;
        this.readyLine = readyLine;
    }

    static ServerProcess start(Command command, String readyLine, Consumer<String> log) {
        try {
            var builder = new ProcessBuilder(command.arguments()).redirectErrorStream(true);
            builder.directory(command.directory().toFile());
            builder.environment().putAll(command.environment());
            var server = new ServerProcess(command.name(), builder.start(), readyLine);
            // A platform thread: a virtual one would hold its carrier while it waits for the pipe.
            Thread.ofPlatform().daemon().name("log-" + command.name()).start(() -> server.pump(log));
            return server;
        } catch (IOException e) {
            throw new BackingFailure(command.name() + " can't be started: " + e.getMessage() + ".", e);
        }
    }

    void awaitReady() {
        try {
            ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BackingFailure(name + " ended before it was ready: " + lastLines());
        } catch (TimeoutException e) {
            throw new BackingFailure(name + " was not ready within " + READY_WITHIN.toSeconds() + " s: " + lastLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailure(name + ": the start was interrupted.", e);
        }
    }

    /** For a program that does its work and ends. */
    void awaitEnd() {
        awaitReady();
        if (!endsWithin(READY_WITHIN)) {
            kill();
            throw new BackingFailure(name + " did not end: " + lastLines());
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for the end. */
    int exitCode() {
        return process.onExit().join().exitValue();
    }

    boolean endsWithin(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Not by {@link Process#destroy}, which would also close the pipe and lose the last lines. */
    void kill() {
        // Listed before the first one dies, and with it the relation to the others.
        List<ProcessHandle> tree =
                Stream.concat(Stream.of(handle()), handle().descendants()).toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private void pump(Consumer<String> log) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                log.accept(line);
                if (line.contains(readyLine)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            log.accept("(the log of " + name + " can't be read on: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IOException("ended"));
    }

    private synchronized void remember(String line) {
        if (lastLines.size() == LAST_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
    }

    private synchronized String lastLines() {
        return lastLines.isEmpty() ? "it said nothing." : String.join(" | ", lastLines);
    }

    /** What to run, and where. */
    record Command(String name, List<String> arguments, Path directory, Map<String, String> environment) {

        Command(String name, List<String> arguments, Path directory) {
            this(name, arguments, directory, Map.of());
        }
    }
}
