package io.breakwater.local.run;

import io.breakwater.backing.JvmProgram;
import io.breakwater.backing.JvmStart;
import io.breakwater.local.aot.Trainee;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.process.Instance;
import io.breakwater.local.process.State;
import io.breakwater.local.run.Replicas.Replica;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every JVM of the system, in the order in which a cache for it pays: the services, their servers, ourselves. */
final class Trainees {

    private final Wiring wiring;
    private final Replicas replicas;
    private final BackingServers backing;
    private final Path apps;

    Trainees(Wiring wiring, Replicas replicas, BackingServers backing, Path apps) {
        this.wiring = wiring;
        this.replicas = replicas;
        this.backing = backing;
        this.apps = apps;
    }

    List<Trainee> all() {
        List<Trainee> all = new ArrayList<>();
        for (Program program : Topology.PROGRAMS) {
            all.add(new Trainee(
                    wiring.jvm(program),
                    scratch -> wiring.rehearsal(program),
                    scratch -> wiring.rehearsalEnvironment(program, scratch),
                    () -> ready(program)));
        }
        all.addAll(backing.trainees());
        all.add(launcher());
        return all;
    }

    private @Nullable Long ready(Program program) {
        return replicas.of(program).stream()
                .map(Replica::instance)
                .filter(instance -> instance.state() == State.READY)
                .map(Instance::pid)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** This JVM: the script, which starts it, takes the cache that it finds beside the jar. */
    private Trainee launcher() {
        try {
            Path own = apps.resolve("local").toRealPath();
            List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> !flag.startsWith("-XX:AOTCache") && !flag.startsWith("-Xlog"))
                    .toList();
            JvmProgram program = new JvmProgram("launcher", flags, List.of(own.resolve("local.jar")), own);
            JvmStart help = new JvmStart(program, List.of(), "io.breakwater.local.Launcher", List.of("--help"));
            return new Trainee(
                    program,
                    scratch -> help,
                    scratch -> Map.of(),
                    () -> ProcessHandle.current().pid());
        } catch (IOException e) {
            throw Refusal.environment("%s can't be read (%s).", apps, Refusal.reason(e));
        }
    }
}
