package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Instance;
import io.breakwater.local.process.Leftovers;
import io.breakwater.local.process.Readiness;
import io.breakwater.local.run.Replicas.Replica;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private final Readiness readiness = new Readiness();

    private volatile boolean stopping;

    Supervisor(Wiring wiring, Ports ports, Leftovers leftovers, Replicas replicas, Bulletin bulletin, Console console) {
        this.wiring = wiring;
        this.ports = ports;
        this.leftovers = leftovers;
        this.replicas = replicas;
        this.bulletin = bulletin;
        this.console = console;
    }

    /** Not yet started. */
    Replica create(Program program, int index, BiConsumer<Instance, Instance.Change> listener) {
        String name = program.name() + "/" + index;
        Instance instance = new Instance(
                name, wiring.plan(program, index), readiness, leftovers, line -> output(name, line), listener);
        Replica replica = new Replica(program, index, instance);
        replicas.add(replica);
        return replica;
    }

    /** Returns when {@code count} are ready. @throws Refusal where one isn't; then it is as it was */
    void grow(Program program, int count, BiConsumer<Instance, Instance.Change> listener) throws InterruptedException {
        int before = replicas.of(program).size();
        List<Replica> added = new ArrayList<>();
        for (int index = before + 1; index <= count; index++) {
            StartChecks.ports(ports, program, index);
            added.add(create(program, index, listener));
        }
        added.forEach(replica -> replica.instance().start());
        for (Replica replica : added) {
            try {
                replica.instance().firstReady().get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                shrink(program, before);
                String name = replica.instance().name();
                throw Refusal.failed("%s did not become ready; see ./breakwater logs %s.", name, name);
            }
        }
    }

    /** Returns when only {@code count} are left and the others are gone. */
    void shrink(Program program, int count) throws InterruptedException {
        List<Replica> leaving = replicas.of(program).stream()
                .filter(replica -> replica.index() > count)
                .toList();
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

    /** From now on who leaves loses its peers on the way, and what it says of that is not for the console. */
    void quiet() {
        stopping = true;
    }

    private void stop(Replica replica) {
        Instance instance = replica.instance();
        try {
            if (instance.stop(GRACE)) {
                wiring.classArchive().keep(replica.program(), replica.index());
            } else {
                console.change(instance.name(), "did not leave in " + GRACE.toSeconds() + " s and was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void output(String name, String line) {
        if (!stopping) {
            console.output(name, line);
        }
    }
}
