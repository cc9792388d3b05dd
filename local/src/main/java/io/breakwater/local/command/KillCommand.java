package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Topology;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "kill",
        description = "Kills a replica, or all of a service, at once (SIGKILL); they are started again.",
        footer = {"", "For example:  ./breakwater kill payments-service/2"})
public final class KillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE[/N]", description = "Without N, all its replicas.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Target chosen = Target.parse(target);
        Topology.get(chosen.service());
        JsonNode answer =
                RunningSystem.get().ask("POST", "/kill", Map.of("service", chosen.service(), "index", chosen.index()));
        if (answer.path("killed").isEmpty()) {
            throw Refusal.environment("Nothing of %s was running just now.", target);
        }
        PrintWriter out = Output.of(spec);
        answer.path("killed").forEach(name -> out.println("Killed " + name.asString()));
        return ExitCodes.OK;
    }
}
