package io.breakwater.local.bench;

import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.topology.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Where a bench runs, and what it has started: all of that ends when this is closed, by whichever thread.
 *
 * @see #hold
 */
public final class BenchPlace implements AutoCloseable {

    private final Path repository;
    private final LocalDirectories directories;
    private final Ports ports;
    private final Consumer<String> progress;
    private final Deque<Running> running = new ArrayDeque<>();
    private boolean closed;

    /** Something that was started. Ending it twice does nothing. */
    interface Running {
        void end();
    }

    /** @param directories under {@code .local/bench} */
    public BenchPlace(Path repository, LocalDirectories directories, Ports ports, Consumer<String> progress) {
        this.repository = repository;
        this.directories = directories;
        this.ports = ports;
        this.progress = progress;
    }

    Path repository() {
        return repository;
    }

    LocalDirectories directories() {
        return directories;
    }

    Ports ports() {
        return ports;
    }

    void progress(String line) {
        progress.accept(line);
    }

    /** Starts something, unless all is to end. */
    synchronized <R extends Running> R hold(Start<R> start) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("The bench was ended");
        }
        R started = start.now();
        running.push(started);
        return started;
    }

    @FunctionalInterface
    interface Start<R> {
        R now() throws IOException, InterruptedException;
    }

    /** Ends what still runs, the last first; nothing can be started any more. */
    @Override
    public void close() {
        Deque<Running> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(running);
        }
        left.forEach(Running::end);
    }
}
