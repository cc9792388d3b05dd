package io.breakwater.local.run;

import io.breakwater.backing.JvmProgram;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Instance;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.process.Readiness;
import io.breakwater.local.run.Replicas.Replica;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Makes replicas and ends them: one of a program, some more, some fewer, all of a kind. */
final class Supervisor {

    // As long as an instance gives its process.
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    // Hold 5 + consumers 10 + requests 10 + relay and workers 5 (design.md §7), and as much again for a busy machine.
    static final Duration GRACE = Duration.ofSeconds(60);

    private final Wiring wiring;
    private final Ports ports;
    private final Leftovers leftovers;
    private final Replicas replicas;
    private final Bulletin bulletin;
    private final Console console;
    private final BiConsumer<Instance, Instance.Change> listener;
    private final Readiness readiness = new Readiness();

    private volatile boolean stopping;

    /** @param listener is told every change of every replica */
    Supervisor(
            Wiring wiring,
            Ports ports,
            Leftovers leftovers,
            Replicas replicas,
            Bulletin bulletin,
            Console console,
            BiConsumer<Instance, Instance.Change> listener) {
        this.wiring = wiring;
        this.ports = ports;
        this.leftovers = leftovers;
        this.replicas = replicas;
        this.bulletin = bulletin;
        this.console = console;
        this.listener = listener;
    }

    /** Not yet started. @throws Refusal where everything is stopping */
    synchronized Replica create(Program program, int index) {
        if (stopping) {
            throw Refusal.environment("Breakwater is stopping.");
        }
        String name = program.name() + "/" + index;
        Instance instance = new Instance(
                name, wiring.plan(program, index), readiness, leftovers, line -> output(program, name, line), listener);
        Replica replica = new Replica(program, index, instance);
        replicas.add(replica);
        return replica;
    }

    /** Returns when {@code count} are ready. @throws Refusal where one isn't; then it is as it was */
    void grow(Program program, int count) throws InterruptedException {
        List<Replica> added = new ArrayList<>();
        try {
            while (replicas.of(program).size() < count) {
                added.add(next(program));
            }
            added.forEach(replica -> replica.instance().start());
            for (Replica replica : added) {
                awaitReady(replica);
            }
        } catch (Refusal refusal) {
            leave(added);
            throw refusal;
        }
    }

    /** Returns when only {@code count} are left, those with the lowest indexes, and the others are gone. */
    void shrink(Program program, int count) throws InterruptedException {
        leave(replicas.of(program).stream()
                .sorted(Comparator.comparingInt(Replica::index))
                .skip(count)
                .toList());
    }

    /**
     * Starts another one, and when that is ready, ends this one; returns when it is gone.
     *
     * @throws Refusal where the other one isn't ready; then it is as it was
     */
    Replica replace(Replica old) throws InterruptedException {
        Replica fresh = next(old.program());
        try {
            fresh.instance().start();
            awaitReady(fresh);
        } catch (Refusal refusal) {
            leave(List.of(fresh));
            throw refusal;
        }
        leave(List.of(old));
        return fresh;
    }

    private Replica next(Program program) {
        int index = replicas.freeIndex(program);
        StartChecks.ports(ports, program, index);
        return create(program, index);
    }

    private static void awaitReady(Replica replica) throws InterruptedException {
        Instance instance = replica.instance();
        try {
            instance.firstReady().get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : Refusal.failed("%s", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw Refusal.failed(
                    "%s did not become ready; see ./breakwater logs %s.", instance.name(), instance.name());
        } catch (CancellationException e) {
            throw Refusal.environment("%s was stopped before it was ready.", instance.name());
        }
    }

    private void leave(List<Replica> leaving) throws InterruptedException {
        // Out of the discovery file first: the gateway sees it within the hold that the drain begins with.
        leaving.forEach(replicas::withdraw);
        bulletin.publish();
        stop(leaving);
        leaving.forEach(replicas::remove);
        bulletin.publish();
    }

    /** All at once; returns when they are gone. */
    void stop(List<Replica> chosen) throws InterruptedException {
        List<Thread> stops = chosen.stream()
                .map(replica -> Thread.ofVirtual().start(() -> stop(replica)))
                .toList();
        for (Thread stop : stops) {
            stop.join();
        }
    }

    /** From now on nobody is added; who leaves loses its peers, and what it says of that is not for the console. */
    synchronized void quiet() {
        stopping = true;
    }

    private void stop(Replica replica) {
        Instance instance = replica.instance();
        try {
            if (!instance.stop(GRACE)) {
                console.change(instance.name(), "did not leave in " + GRACE.toSeconds() + " s and was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that doesn't start, whatever the reason, tries once without its cache. */
    void failedToStart(Instance instance) {
        replicas.all().stream()
                .filter(replica -> replica.instance() == instance)
                .forEach(replica -> wiring.jvm(replica.program()).distrust());
    }

    private void output(Program program, String name, String line) {
        if (JvmProgram.refused(line)) {
            wiring.jvm(program).distrust();
        }
        if (!stopping) {
            console.output(name, line);
        }
    }
}
