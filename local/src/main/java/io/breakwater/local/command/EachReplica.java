package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A signal for a replica, for all of a service, or for a backing server. */
final class EachReplica {

    private EachReplica() {}

    /** @throws Refusal where it met nobody */
    static int ask(String verb, String done, Target target, PrintWriter out) {
        JsonNode answer = RunningSystem.get()
                .ask("POST", "/" + verb, Map.of("service", target.service(), "index", target.index()));
        JsonNode met = answer.path(done.toLowerCase(Locale.ROOT));
        if (met.isEmpty()) {
            throw Refusal.environment(
                    "Nothing of %s was %s just now.", target, verb.equals("resume") ? "paused" : "running");
        }
        met.forEach(name -> out.println(done + " " + name.asString()));
        return ExitCodes.OK;
    }
}
