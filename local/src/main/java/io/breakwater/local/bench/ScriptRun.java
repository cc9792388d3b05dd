package io.breakwater.local.bench;

import io.breakwater.local.outcome.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run of {@code ./breakwater}, as people start it, in the bench's directory. */
final class ScriptRun implements BenchPlace.Running {

    // As long as a launcher gives its system; a first build may be part of it.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    // Longer than the launcher's own stop, which is bounded: 60 s a group of programs.
    private static final Duration LONGEST_STOP = Duration.ofMinutes(4);

    private static final String END = "\0";

    // What is shown of a run that failed.
    private static final int REMEMBERED = 12;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> last = new ArrayDeque<>();

    private ScriptRun(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("bench-output").start(this::read);
    }

    static ScriptRun start(BenchPlace place, String training, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(place.repository().resolve("breakwater").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.repository().toFile())
                .redirectErrorStream(true);
        // Of this script's own run; the next one finds its own.
        builder.environment().keySet().removeAll(List.of("BREAKWATER_APPS", "BREAKWATER_COLOURS"));
        builder.environment().put("BREAKWATER_LOCAL", place.directories().root().toString());
        builder.environment().put("BREAKWATER_TRAINING", training);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Also where the caches of Kafka and the mailbox are: nobody else's may help or be lost.
        builder.environment()
                .put(
                        "XDG_CACHE_HOME",
                        place.directories().root().resolve("cache").toString());
        return new ScriptRun(builder.start());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for a line that begins so. @throws Refusal where the run ends before, with its last lines */
    void await(String beginning, Consumer<String> each) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw Refusal.failed(
                        "./breakwater %s:%n    %s",
                        line == null ? "was not ready in " + LONGEST.toMinutes() + " min" : "has ended",
                        String.join("\n    ", last));
            }
            last.addLast(line);
            if (last.size() > REMEMBERED) {
                last.removeFirst();
            }
            each.accept(line);
            if (line.startsWith(beginning)) {
                return;
            }
        }
    }

    /** SIGTERM, as Ctrl-C would be; the launcher stops its parts in order. */
    @Override
    public void end() {
        List<ProcessHandle> tree = process.descendants().toList();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                tree.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            tree.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(its output ended: " + e.getMessage() + ")");
        }
        lines.add(END);
    }
}
