package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "scale",
        description = "Changes how many replicas of a service run, and returns when it is so.",
        footer = {
            "",
            "More are started, and it returns when they are ready. Fewer: the last ones get no new requests, end what",
            "they hold, and leave; it returns when they are gone.  For example:  ./breakwater scale core-api=3"
        })
public final class ScaleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE=N", description = "N is 1 to 9.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Counts.Count count = Counts.parse(target);
        String service = count.program().name();
        RunningSystem system = RunningSystem.get();
        PrintWriter out = Output.of(spec);
        new Progress(system, out)
                .during(() -> system.ask("POST", "/scale", Map.of("service", service, "index", count.replicas())));
        out.printf("%s runs %d times now.%n", service, count.replicas());
        return ExitCodes.OK;
    }
}
