package io.breakwater.local.run;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Instance;
import io.breakwater.local.run.LocalSystem.Phase;
import io.breakwater.local.run.Replicas.Replica;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the commands may do to a running system. Those that change which replicas there are go one at a time. */
final class Operations {

    private final Supervisor supervisor;
    private final Replicas replicas;
    private final BackingServers backing;
    private final Console console;
    private final Supplier<Phase> phase;
    private final ReentrantLock changing = new ReentrantLock();

    private interface Change<T> {
        T make() throws InterruptedException;
    }

    Operations(
            Supervisor supervisor, Replicas replicas, BackingServers backing, Console console, Supplier<Phase> phase) {
        this.supervisor = supervisor;
        this.replicas = replicas;
        this.backing = backing;
        this.console = console;
        this.phase = phase;
    }

    /** SIGKILL: they are started again. Returns the names of what was killed. */
    List<String> kill(ControlServer.Ask ask) {
        return each(ask, "killed", Instance::kill, Backing::kill);
    }

    /** SIGSTOP: they are left alone until they are resumed, killed or stopped. Returns the names of what was paused. */
    List<String> pause(ControlServer.Ask ask) {
        return each(ask, "paused", Instance::pause, Backing::pause);
    }

    /** SIGCONT. Returns the names of what was paused until now. */
    List<String> resume(ControlServer.Ask ask) {
        return each(ask, "resumed", Instance::resume, Backing::resume);
    }

    /** Returns when as many are ready as asked for, and the others are gone. */
    void scale(String service, int count) throws InterruptedException {
        Program program = Topology.get(service);
        Topology.checkReplicas(program, count);
        exclusively("scale", () -> {
            supervisor.grow(program, count);
            supervisor.shrink(program, count);
            return count;
        });
    }

    /**
     * Replaces one replica after another by a new one; without a service everything of ours.
     *
     * @throws Refusal where a new one doesn't become ready: the old one stays, and so do those that would have followed
     */
    List<String> reload(ControlServer.Ask ask) throws InterruptedException {
        if (!ask.service().isEmpty()) {
            Topology.checkReloadable(Topology.get(ask.service()));
        }
        return exclusively("reload", () -> {
            List<Replica> chosen = ask.service().isEmpty()
                    ? Topology.RELOAD_ORDER.stream()
                            .flatMap(program -> replicas.of(program).stream())
                            .toList()
                    : chosen(Topology.get(ask.service()), ask.index());
            List<String> reloaded = new ArrayList<>();
            for (Replica old : chosen) {
                String change = old.instance().name() + " → "
                        + supervisor.replace(old).instance().name();
                console.change(old.instance().name(), "replaced: " + change);
                reloaded.add(change);
            }
            return reloaded;
        });
    }

    private <T> T exclusively(String what, Change<T> change) throws InterruptedException {
        if (phase.get() != Phase.UP) {
            throw Refusal.environment(
                    "Breakwater is %s; %s it when it is up.",
                    phase.get() == Phase.STARTING ? "starting" : "stopping", what);
        }
        if (!changing.tryLock()) {
            throw Refusal.environment("Another reload or scaling is under way; try again when it has ended.");
        }
        try {
            return change.make();
        } finally {
            changing.unlock();
        }
    }

    private List<String> each(
            ControlServer.Ask ask, String done, Predicate<Instance> ofInstance, Predicate<Backing> ofBacking) {
        if (phase.get() == Phase.STOPPING) {
            throw Refusal.environment("Breakwater is stopping: nothing is %s any more.", done);
        }
        Optional<Backing> server = backing.find(ask.service());
        if (server.isPresent()) {
            return ofBacking.test(server.get()) ? List.of(ask.service()) : List.of();
        }
        return chosen(Topology.get(ask.service()), ask.index()).stream()
                .map(Replica::instance)
                .filter(ofInstance)
                .map(Instance::name)
                .toList();
    }

    private List<Replica> chosen(Program program, int index) {
        List<Replica> all = replicas.of(program);
        List<Replica> chosen = all.stream()
                .filter(replica -> index == 0 || replica.index() == index)
                .toList();
        if (chosen.isEmpty()) {
            throw Refusal.usage(
                    "There is no %s/%d; there is %s.",
                    program.name(),
                    index,
                    String.join(
                            ", ",
                            all.stream()
                                    .map(replica -> replica.instance().name())
                                    .toList()));
        }
        return chosen;
    }
}
