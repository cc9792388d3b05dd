package io.breakwater.local.command;

import io.breakwater.local.bench.Bench;
import io.breakwater.local.bench.BenchPlace;
import io.breakwater.local.bench.Benches;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.LauncherClaim;
import io.breakwater.local.run.LocalDirectories;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = "Measures figures beside their yardsticks on this machine, and prints them as Markdown.",
        footer = {
            "",
            "There is: start (everything by `up`, cold and warm, beside plain `java -jar`; some ten minutes).",
            "It runs in .local/bench, on the ports of `up`, which must not run; Ctrl-C ends all that it started."
        })
public final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure (default: all there is).")
    private List<String> names = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Bench> benches = Benches.named(names);
        if (LauncherClaim.running(Place.directories()).isPresent()) {
            throw Refusal.environment(
                    "Breakwater runs here, and would be measured too: stop it first with ./breakwater down.");
        }
        LocalDirectories directories =
                LocalDirectories.of(Place.directories().root().resolve("bench"));
        directories.create();
        PrintWriter out = Output.of(spec);
        try (BenchPlace place = new BenchPlace(Place.repository(), directories, Place.ports(), line -> {
            out.println(line);
            out.flush();
        })) {
            Thread end = new Thread(place::close, "end");
            Runtime.getRuntime().addShutdownHook(end);
            for (Bench bench : benches) {
                out.println("Measuring " + bench.name() + ":");
                out.println();
                String result = bench.run(place);
                out.println();
                out.println(result);
                out.flush();
            }
            Runtime.getRuntime().removeShutdownHook(end);
        }
        return ExitCodes.OK;
    }
}
