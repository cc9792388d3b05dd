package io.breakwater.local.process;

import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a program, kept running: started, watched, and started again with backoff when it ends by itself, until
 * it is stopped. Each has a thread of its own; every change of state is told to one listener, from that thread.
 */
public final class Instance {

    // While it starts we want to know at once, and ten questions a second cost nothing.
    private static final Duration ASK_WHILE_STARTING = Duration.ofMillis(100);

    // A drain holds for 5 s after it is announced: five times as long as we need to see it.
    private static final Duration ASK_WHILE_READY = Duration.ofSeconds(1);

    // Alone it takes 3 s; eighteen processes that start on two cores beside a build need two minutes. Who needs more
    // hangs.
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    /** What happened, for people. */
    public record Change(State state, Duration after, String detail) {}

    private final String name;
    private final LaunchPlan plan;
    private final Readiness readiness;
    private final Leftovers leftovers;
    private final BiConsumer<Instance, Change> listener;
    private final Consumer<String> lines;
    private final ProcessLog log;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Duration> firstReady = new CompletableFuture<>();

    private volatile State state = State.STARTING;
    private volatile @Nullable Child child;
    private volatile @Nullable Thread thread;
    private volatile int failedStarts;

    public Instance(
            String name,
            LaunchPlan plan,
            Readiness readiness,
            Leftovers leftovers,
            Consumer<String> lines,
            BiConsumer<Instance, Change> listener) {
        this.name = name;
        this.plan = plan;
        this.readiness = readiness;
        this.leftovers = leftovers;
        this.lines = lines;
        this.listener = listener;
        this.log = ProcessLog.begin(plan.log());
    }

    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /**
     * Completed at the first readiness with how long it took; with a {@link Refusal} where it won't get there, cancelled
     * where it was stopped before.
     */
    public CompletableFuture<Duration> firstReady() {
        return firstReady;
    }

    public String name() {
        return name;
    }

    public State state() {
        return state;
    }

    /** Of the running process; empty between two. */
    public @Nullable Long pid() {
        Child current = child;
        return current != null && current.alive() ? current.handle().pid() : null;
    }

    /** Whether it has failed to start so often that the next failure would be taken for hopeless. */
    public boolean onItsLastTry() {
        return failedStarts >= FailedStart.HOPELESS - 1;
    }

    /** SIGKILL, as the kernel would: it is not told, and it is started again like any that crashed. */
    public boolean kill() {
        Child current = child;
        if (current == null || !current.alive()) {
            return false;
        }
        current.kill();
        return true;
    }

    /** SIGSTOP: it keeps its ports, leases and state, and does nothing. Returns whether there was a process. */
    public boolean pause() {
        Child current = child;
        if (current == null || !current.alive()) {
            return false;
        }
        try {
            current.pause();
            return true;
        } catch (IOException e) {
            line("(could not be paused: " + e.getMessage() + ")");
            return false;
        }
    }

    /** Returns whether it was paused. */
    public boolean resume() {
        Child current = child;
        return current != null && current.resume();
    }

    public boolean paused() {
        Child current = child;
        return current != null && current.alive() && current.paused();
    }

    /** SIGTERM, and SIGKILL after {@code grace}. Returns when it is gone: true where it left by itself. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopping.countDown();
        Child current = child;
        boolean left = current == null || current.stop(grace);
        Thread running = thread;
        if (running != null) {
            running.join();
        }
        log.close();
        return left;
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                Duration pause = live();
                if (stopping.getCount() > 0) {
                    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        firstReady.cancel(false);
        change(State.STOPPED, Duration.ZERO, "stopped");
    }

    /** One life of the process; returns how long to rest after it. */
    private Duration live() throws InterruptedException {
        long begin = System.nanoTime();
        boolean wasReady = false;
        String end;
        change(State.STARTING, Duration.ZERO, "starting");
        try {
            Child started = Child.start(name, plan.command().get(), plan.environment(), plan.directory(), this::line);
            child = started;
            note(started);
            if (stopping.getCount() == 0) {
                // Stopped while it was being born: stop() may not have seen it.
                started.kill();
            }
            wasReady = awaitReady(started, begin);
            if (wasReady) {
                watch(started);
            }
            end = describe(started.exitCode());
            // Killed while it was paused: nobody is left to go on.
            started.resume();
        } catch (IOException e) {
            end = "could not be started: " + e.getMessage();
        }
        failedStarts = wasReady ? 0 : failedStarts + 1;
        Duration ran = since(begin);
        Duration pause = backoff.after(ran);
        if (stopping.getCount() > 0) {
            FailedStart failed = new FailedStart(name, failedStarts, log.tail(), plan.ports());
            String rest = "%s; starting it again in %.1f s"
                    .formatted(failed.takenPort().orElse(end), pause.toMillis() / 1000.0);
            line("(" + rest + ")");
            change(State.BACKOFF, ran, rest);
            failed.hopeless().ifPresent(firstReady::completeExceptionally);
        }
        return pause;
    }

    private void note(Child started) {
        try {
            leftovers.add(name, started.handle());
        } catch (IOException e) {
            line("(its pid could not be noted: " + e.getMessage() + ")");
        }
    }

    private boolean awaitReady(Child started, long begin) throws InterruptedException {
        while (started.alive()) {
            if (readiness.ask(plan.readiness()) == Readiness.Answer.READY && started.alive()) {
                failedStarts = 0;
                change(State.READY, since(begin), "ready");
                firstReady.complete(since(begin));
                return true;
            }
            if (since(begin).compareTo(LONGEST_START) > 0 && !started.paused()) {
                line("(not ready after %d s: killed)".formatted(LONGEST_START.toSeconds()));
                started.kill();
            }
            stopping.await(ASK_WHILE_STARTING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Follows what it says of itself until it has gone. Silence is no statement: who must know, ejects it. */
    private void watch(Child started) throws InterruptedException {
        while (started.alive()) {
            Readiness.Answer answer = readiness.ask(plan.readiness());
            if (answer == Readiness.Answer.NOT_READY && state == State.READY) {
                change(State.DRAINING, Duration.ZERO, "draining");
            } else if (answer == Readiness.Answer.READY && state == State.DRAINING) {
                change(State.READY, Duration.ZERO, "ready again");
            }
            started.awaitExit(ASK_WHILE_READY);
        }
    }

    private void change(State to, Duration after, String detail) {
        state = to;
        listener.accept(this, new Change(to, after, detail));
    }

    private void line(String line) {
        log.add(line);
        lines.accept(line);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String describe(int exitCode) {
        // 128 + the signal's number is how a shell, and Java, tell of a signal.
        return exitCode > 128 ? "was ended by signal " + (exitCode - 128) : "ended with exit code " + exitCode;
    }
}
