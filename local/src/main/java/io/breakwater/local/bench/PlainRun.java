package io.breakwater.local.bench;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.PlainSystem;
import io.breakwater.local.topology.Program;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Some programs, started together by {@code java -jar}. */
final class PlainRun implements BenchPlace.Running {

    // Six of them by default flags take half a minute on two cores.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    // Fine enough for a figure with one decimal.
    private static final Duration ASK = Duration.ofMillis(25);

    // Loopback: who doesn't answer now is busy starting.
    private static final int PATIENCE_MILLIS = 2000;

    private final List<PlainSystem.Started> started = new CopyOnWriteArrayList<>();

    static PlainRun start(PlainSystem system, List<Program> programs) throws IOException {
        PlainRun run = new PlainRun();
        for (Program program : programs) {
            run.started.add(system.start(program));
        }
        return run;
    }

    void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<PlainSystem.Started> waiting = new ArrayList<>(started);
        while (!waiting.isEmpty()) {
            waiting.removeIf(PlainRun::ready);
            if (System.nanoTime() > end) {
                throw Refusal.failed("java -jar was not ready in %d min.", LONGEST.toMinutes());
            }
            for (PlainSystem.Started one : waiting) {
                if (!one.process().isAlive()) {
                    throw Refusal.failed(
                            "java -jar has ended: see the logs plain-*.log in .local/bench/logs (%s).",
                            one.readiness());
                }
            }
            TimeUnit.MILLISECONDS.sleep(ASK.toMillis());
        }
    }

    Usage usage() {
        return started.stream()
                .map(one -> Usage.ofTree(one.process().toHandle()))
                .reduce(Usage.NONE, Usage::plus);
    }

    private static boolean ready(PlainSystem.Started one) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) one.readiness().toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Killed: how they leave is not what is measured, and their data are the bench's. */
    @Override
    public void end() {
        started.forEach(one -> one.process().toHandle().destroyForcibly());
        started.forEach(one -> one.process().onExit().join());
    }
}
