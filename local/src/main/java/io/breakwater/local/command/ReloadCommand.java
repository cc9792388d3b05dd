package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
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
        name = "reload",
        description = "Replaces every replica by a new one, one at a time, without failing a request.",
        footer = {
            "",
            "A new one is started; when it is ready, the old one gets no new requests, ends what it holds, and leaves.",
            "Where the new one doesn't become ready it is taken away and the old one stays (exit code 1).",
            "For example:  ./breakwater reload core-api"
        })
public final class ReloadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "Without it, all services and the gateway.")
    private String service = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!service.isEmpty()) {
            Topology.checkReloadable(Topology.get(service));
        }
        PrintWriter out = Output.of(spec);
        RunningSystem system = RunningSystem.get();
        JsonNode answer = new Progress(system, out)
                .during(() -> system.ask("POST", "/reload", Map.of("service", service, "index", 0)));
        answer.path("reloaded").forEach(change -> out.println("Reloaded " + change.asString()));
        return ExitCodes.OK;
    }
}
