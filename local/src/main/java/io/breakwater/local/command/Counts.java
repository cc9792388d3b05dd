package io.breakwater.local.command;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads SERVICE=N. */
final class Counts {

    record Count(Program program, int replicas) {}

    private Counts() {}

    /** Every program once, or as often as the options say. */
    static Map<Program, Integer> of(List<String> options) {
        Map<Program, Integer> counts = new LinkedHashMap<>();
        Topology.PROGRAMS.forEach(program -> counts.put(program, 1));
        for (String option : options) {
            Count count = parse(option);
            counts.put(count.program(), count.replicas());
        }
        return counts;
    }

    /** @throws Refusal where it isn't SERVICE=N, with a service that there is and a number that it may have */
    static Count parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw Refusal.usage("\"%s\" is not SERVICE=N, such as core-api=3.", text);
        }
        Program program = Topology.get(text.substring(0, equals).strip());
        int replicas = Target.number(text.substring(equals + 1).strip());
        if (replicas < 0) {
            throw Refusal.usage("\"%s\" is no number of replicas: write SERVICE=N.", text.substring(equals + 1));
        }
        Topology.checkReplicas(program, replicas);
        return new Count(program, replicas);
    }
}
