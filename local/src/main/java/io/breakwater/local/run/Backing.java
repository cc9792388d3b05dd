package io.breakwater.local.run;

import io.breakwater.backing.BackingFailure;
import io.breakwater.backing.BackingServer;
import io.breakwater.backing.ServerExit;
import io.breakwater.local.aot.Trainee;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Backoff;
import io.breakwater.local.process.Freeze;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.process.ProcessLog;
import io.breakwater.local.view.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One backing server while the system runs: started, restarted with backoff when it ends by itself, stopped. */
final class Backing {

    private final BackingServer server;
    private final int port;
    private final ProcessLog log;
    private final Runnable afterStart;
    private final Console console;
    private final Leftovers leftovers;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile long startedAt = System.nanoTime();
    private volatile boolean usable;
    private @Nullable Freeze freeze;

    /** @param afterStart what makes it usable, e.g. databases; safe to repeat */
    Backing(BackingServer server, int port, ProcessLog log, Runnable afterStart, Console console, Leftovers leftovers) {
        this.server = server;
        this.port = port;
        this.log = log;
        this.afterStart = afterStart;
        this.console = console;
        this.leftovers = leftovers;
        server.onExit(this::ended);
    }

    String name() {
        return server.name();
    }

    /** Starts it on a thread of its own; completed when it is usable. */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread.ofVirtual().name(name()).start(() -> {
            long begin = System.nanoTime();
            try {
                startOnce();
                console.part(name(), Wiring.LOOPBACK + ":" + port, Duration.ofNanos(System.nanoTime() - begin));
                ready.complete(null);
            } catch (BackingFailure | Refusal e) {
                String tail = String.join("\n    ", log.tail());
                ready.completeExceptionally(Refusal.failed(
                        "%s did not start: %s%n    %s%n  The whole log: %s",
                        name(), String.valueOf(e.getMessage()), tail, log.file()));
            }
        });
        return ready;
    }

    /** @param word its name as people type it */
    Part part(String word) {
        String state = stopping.getCount() == 0 ? "stopped" : usable ? "ready" : "starting";
        Long pid = server.process().map(ProcessHandle::pid).orElse(null);
        return new Part(word, state, paused(), pid, port, null);
    }

    /** SIGKILL, as the kernel would; it is started again. Returns whether there was a process. */
    boolean kill() {
        Optional<ProcessHandle> process = server.process();
        process.ifPresent(root ->
                Stream.concat(Stream.of(root), root.descendants()).toList().forEach(ProcessHandle::destroyForcibly));
        return process.isPresent();
    }

    /** SIGSTOP for it and all its children, until {@link #resume}. Returns whether there was a process. */
    synchronized boolean pause() {
        Optional<ProcessHandle> process = server.process();
        if (process.isPresent() && freeze == null) {
            try {
                freeze = Freeze.of(process.get());
            } catch (IOException e) {
                throw Refusal.failed("%s could not be paused (%s).", name(), Refusal.reason(e));
            }
        }
        return process.isPresent();
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

    /** Empty where it is no JVM. */
    Optional<Trainee> trainee() {
        return server.program()
                .map(program -> new Trainee(
                        program,
                        server::rehearsal,
                        scratch -> Map.of(),
                        () -> server.process().map(ProcessHandle::pid).orElse(null)));
    }

    /** From now on it isn't restarted. Who was paused goes on: our programs end what they hold with it. */
    void quiet() {
        stopping.countDown();
        resume();
    }

    void stop() {
        quiet();
        server.stop();
        log.close();
    }

    private void startOnce() {
        startedAt = System.nanoTime();
        server.start();
        server.process().ifPresent(this::note);
        afterStart.run();
        usable = true;
    }

    private void note(ProcessHandle process) {
        try {
            leftovers.add(name(), process);
        } catch (IOException e) {
            log.add("(its pid could not be noted: " + e.getMessage() + ")");
        }
    }

    private void ended(ServerExit exit) {
        usable = false;
        // Killed while it was paused: nobody is left to go on.
        resume();
        if (exit.asked() || stopping.getCount() == 0) {
            return;
        }
        console.change(name(), "ended with exit code " + exit.code() + "; starting it again");
        Thread.ofVirtual().name(name() + " restart").start(this::restart);
    }

    private void restart() {
        Duration ran = Duration.ofNanos(System.nanoTime() - startedAt);
        try {
            while (!stopping.await(backoff.after(ran).toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    startOnce();
                    console.change(name(), "ready again");
                    return;
                } catch (BackingFailure e) {
                    ran = Duration.ZERO;
                    console.change(name(), "did not start: " + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
