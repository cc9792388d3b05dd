package io.breakwater.backing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that runs as a direct child of this process, with its data in a directory; it may be started again after its end. */
public abstract sealed class BackingServer permits KafkaServer, MailServer, PostgresServer, RedisServer {

    // A checkpoint of a busy Postgres on a slow disk takes seconds; the data are safe after a kill too.
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    // After SIGKILL only the kernel has something to do.
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final Consumer<String> log;
    private final List<Consumer<ServerExit>> exitCallbacks = new CopyOnWriteArrayList<>();
    private volatile @Nullable Running running;

    BackingServer(String name, Consumer<String> log) {
        this.name = name;
        this.log = log;
    }

    public final String name() {
        return name;
    }

    /** Returns when the server answers; throws a {@link BackingFailure} and leaves no process if it can't. */
    public final synchronized void start() {
        Running before = running;
        if (before != null && before.process.handle().isAlive()) {
            throw new IllegalStateException(name + " is running");
        }
        Running started;
        try {
            started = launchToReady();
        } catch (BackingFailure e) {
            // A damaged cache can end its JVM, which says nothing useful of it: once more, without.
            if (!program().map(JvmProgram::distrust).orElse(false)) {
                throw e;
            }
            started = launchToReady();
        }
        watchEnd(started);
    }

    private Running launchToReady() {
        ServerProcess process = launch(this::log);
        var started = new Running(process, watchFor(process.handle()));
        running = started;
        try {
            started.process.awaitReady();
            return started;
        } catch (BackingFailure e) {
            kill();
            started.watch.close();
            throw e;
        }
    }

    private void watchEnd(Running started) {
        Thread.ofVirtual().name("exit-" + name).start(() -> {
            var exit = new ServerExit(started.process.exitCode(), started.asked);
            started.watch.close();
            exitCallbacks.forEach(callback -> callback.accept(exit));
        });
    }

    /** Asks the server to end, waits for it at most 20 s, then kills it. Does nothing if it doesn't run. */
    public final void stop() {
        Running current = running;
        if (current != null && current.process.handle().isAlive()) {
            current.asked = true;
            askToStop(current.process.handle());
            if (!current.process.endsWithin(STOP_WITHIN)) {
                kill();
            }
        }
    }

    /** SIGKILL, for the server and its own children, and waits for its end. */
    public final void kill() {
        Running current = running;
        if (current != null) {
            current.asked = true;
            current.process.kill();
            current.process.endsWithin(KILLED_WITHIN);
        }
    }

    /** The live process, with its pid and start instant. */
    public final Optional<ProcessHandle> process() {
        Running current = running;
        return current == null
                ? Optional.empty()
                : Optional.of(current.process.handle()).filter(ProcessHandle::isAlive);
    }

    /** Calls back at each end of the process after it was ready, from a thread of its own. */
    public final void onExit(Consumer<ServerExit> callback) {
        exitCallbacks.add(callback);
    }

    /** A start that takes no part in anything, to train a cache with; only where there is a {@link #program}. */
    public JvmStart rehearsal(Path scratch) {
        throw new IllegalStateException(name + " is no JVM");
    }

    /** What its JVM runs, where it is one. */
    public Optional<JvmProgram> program() {
        return Optional.empty();
    }

    private void log(String line) {
        if (JvmProgram.refused(line)) {
            program().ifPresent(JvmProgram::distrust);
        }
        log.accept(line);
    }

    abstract ServerProcess launch(Consumer<String> log);

    /** How the server learns that this process has died; by default it finds out itself. */
    OrphanWatch watchFor(ProcessHandle process) {
        return OrphanWatch.none();
    }

    void askToStop(ProcessHandle process) {
        process.destroy();
    }

    /** Held while it runs, and with it the pipes at whose end a child would take us for dead. */
    private static final class Running {

        private final ServerProcess process;
        private final OrphanWatch watch;
        private volatile boolean asked;

        private Running(ServerProcess process, OrphanWatch watch) {
            this.process = process;
            this.watch = watch;
        }
    }
}
