package io.breakwater.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operating-system process that we started, and the pump of its output. */
final class Child {

    /** What of our own environment a child sees: nothing that could be taken for a Spring property. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME");

    private final Process process;
    private final Thread pump;
    private @Nullable Freeze freeze;

    private Child(Process process, Thread pump) {
        this.process = process;
        this.pump = pump;
    }

    static Child start(
            String name, List<String> command, Map<String, String> environment, Path directory, Consumer<String> lines)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        // Standard input stays an open pipe for as long as we live: its end tells the child that we are gone.
        Process process = builder.start();
        // A platform thread: reading a pipe would pin a virtual thread's carrier.
        Thread pump = Thread.ofPlatform().name("log " + name).daemon().start(() -> pump(process, lines));
        return new Child(process, pump);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits without a bound: whoever calls has nothing else to do until the process ends. */
    int exitCode() throws InterruptedException {
        int code = process.waitFor();
        // A grandchild may hold the pipe open; what the process itself wrote is read by then.
        pump.join(Duration.ofSeconds(1));
        return code;
    }

    /** Returns early when it ends. */
    boolean awaitExit(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGSTOP, until {@link #resume}. */
    synchronized void pause() throws IOException {
        if (freeze == null) {
            freeze = Freeze.of(handle());
        }
    }

    /** SIGCONT. Returns whether it was paused. */
    synchronized boolean resume() {
        Freeze current = freeze;
        if (current == null) {
            return false;
        }
        current.close();
        freeze = null;
        return true;
    }

    synchronized boolean paused() {
        return freeze != null;
    }

    /** SIGTERM, then SIGKILL after {@code grace}. Returns whether it left by itself. */
    boolean stop(Duration grace) throws InterruptedException {
        // Who is stopped hears no SIGTERM.
        resume();
        // Not Process.destroy(): it closes the output, and the drain's last lines would be lost.
        process.toHandle().destroy();
        if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        kill();
        process.waitFor();
        return false;
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    private static void pump(Process process, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            lines.accept("(output ended: " + e.getMessage() + ")");
        }
    }
}
