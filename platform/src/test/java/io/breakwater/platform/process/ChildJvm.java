package io.breakwater.platform.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A JVM with a main class of the tests. It ends with this one, however this one ends.
 *
 * <p>The child's side: {@link #serve} says that it is ready and stays until SIGTERM or until its parent is gone.
 */
public final class ChildJvm implements AutoCloseable {

    private static final String READY = "child: ready";
    // Tens of times what a start takes on a quiet machine.
    private static final int READY_SECONDS = 120;
    private static final int END_SECONDS = 60;

    // As many as the smallest machine has processors.
    private static final Semaphore STARTS = new Semaphore(2);

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException if it isn't in time
     */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return starting(() -> {
            ChildJvm child = launch(main, arguments);
            child.ready.orTimeout(READY_SECONDS, TimeUnit.SECONDS).join();
            return child;
        });
    }

    /** For whatever starts a process: where ten start at once, none is ready in time. */
    public static <T> T starting(Supplier<T> start) {
        STARTS.acquireUninterruptibly();
        try {
            return start.get();
        } finally {
            STARTS.release();
        }
    }

    private static ChildJvm launch(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            ChildJvm child = new ChildJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            Thread.ofPlatform().daemon().name("log-" + main.getSimpleName()).start(child::pump);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    public void freeze() {
        Signals.send("STOP", pid());
    }

    public void thaw() {
        Signals.send("CONT", pid());
    }

    /** SIGTERM; returns the exit code. */
    public int stop() {
        process.toHandle().destroy();
        return awaitEnd();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + pid() + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void pump() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(READY)) {
                    ready.complete(null);
                } else {
                    System.out.println(pid() + ": " + line);
                }
            }
        } catch (IOException e) {
            System.out.println(pid() + ": (its log can't be read on: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("Process " + pid() + " ended before it was ready"));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    /** In the child's main, when all of it runs. */
    public static void serve(Runnable orderlyEnd) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nobody writes.
                }
            } catch (IOException e) {
                // As good as the end.
            }
            Runtime.getRuntime().halt(1);
        });
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            orderlyEnd.run();
            Runtime.getRuntime().halt(0);
        }));
        System.out.println(READY);
        never.await();
    }
}
