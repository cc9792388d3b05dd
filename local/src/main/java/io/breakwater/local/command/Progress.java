package io.breakwater.local.command;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.RunFile;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Prints what becomes of the replicas while the launcher does what it was asked for, which may take a minute each. */
final class Progress {

    // Two questions a second: no state that matters is shorter than a drain's 5 s.
    private static final long POLL_MILLIS = 500;

    private final RunningSystem system;
    private final PrintWriter out;

    Progress(RunningSystem system, PrintWriter out) {
        this.system = system;
        this.out = out;
    }

    /** @throws Refusal as {@code act} does */
    JsonNode during(Supplier<JsonNode> act) {
        Map<String, String> before = states();
        CompletableFuture<JsonNode> done = CompletableFuture.supplyAsync(act);
        try {
            while (true) {
                try {
                    JsonNode answer = done.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    print(before, states());
                    return answer;
                } catch (TimeoutException e) {
                    Map<String, String> now = states();
                    print(before, now);
                    before = now;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : Refusal.failed("%s", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("Interrupted while waiting for the launcher.");
        }
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (RunFile.InstanceView instance : system.status().instances()) {
            states.put(instance.service() + "/" + instance.index(), instance.state());
        }
        return states;
    }

    private void print(Map<String, String> before, Map<String, String> now) {
        now.forEach((name, state) -> {
            if (!Objects.equals(before.get(name), state)) {
                out.printf("  %-24s %s%n", name, state);
            }
        });
        before.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> out.printf("  %-24s gone%n", name));
        out.flush();
    }
}
