package io.breakwater.local.aot;

import io.breakwater.local.process.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one process of a training at a time, by default at the lowest priority, until it ends or all of it is to end. */
final class Step implements AutoCloseable {

    // On an idle machine 3 to 5 s at most: beyond this the machine isn't idle, or the program hangs.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** What of our own environment it sees: nothing that could be taken for a Spring property. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "XDG_CACHE_HOME");

    private final Leftovers leftovers;
    private @Nullable Process current;
    private boolean closed;
    private boolean hurried;

    Step(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /** Returns whether it ended by itself and well. */
    boolean run(List<String> command, Map<String, String> environment, Path directory, Path output)
            throws IOException, InterruptedException {
        Process process = start(command, environment, directory, output);
        if (process == null) {
            return false;
        }
        boolean ended = process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return ended && process.exitValue() == 0;
    }

    private synchronized @Nullable Process start(
            List<String> command, Map<String, String> environment, Path directory, Path output) throws IOException {
        if (closed) {
            return null;
        }
        List<String> nice = new ArrayList<>(hurried ? List.of() : List.of("nice", "-n", "19"));
        nice.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(nice)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        // Its standard input is our pipe: it ends with us, however we end.
        Process started = builder.start();
        current = started;
        leftovers.add("training", started.toHandle());
        return started;
    }

    /** At the usual priority from now on. */
    synchronized void hurry() {
        hurried = true;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** At once: what it has written so far is of no use. */
    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            current.toHandle().destroyForcibly();
        }
    }
}
