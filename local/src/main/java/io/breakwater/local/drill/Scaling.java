package io.breakwater.local.drill;

import io.breakwater.local.topology.Program;
import java.util.HashMap;
import java.util.Map;

/** Gives each program the replicas that a drill needs, and puts back what was there before. */
final class Scaling {

    private final ControlPort control;
    private final TakingBack takingBack;
    private final Console console;
    private final Map<Program, TakingBack.Step> scaled = new HashMap<>();

    Scaling(ControlPort control, TakingBack takingBack, Console console) {
        this.control = control;
        this.takingBack = takingBack;
        this.console = console;
    }

    /** At least as many of each of ours. Those that an earlier drill needed and this one doesn't are put back. */
    void atLeast(int replicas) throws InterruptedException {
        if (replicas == 1) {
            for (Program program : Map.copyOf(scaled).keySet()) {
                TakingBack.Step step = scaled.remove(program);
                if (step != null) {
                    step.now();
                }
            }
            return;
        }
        for (Program program : KillDrill.ours()) {
            int before = control.replicas(program.name()).size();
            if (before < replicas) {
                console.progress("scaling %s to %d".formatted(program.name(), replicas));
                scaled.put(
                        program,
                        takingBack.later(
                                "scale %s back to %d".formatted(program.name(), before),
                                () -> control.scale(program.name(), before)));
                control.scale(program.name(), replicas);
            }
        }
    }
}
