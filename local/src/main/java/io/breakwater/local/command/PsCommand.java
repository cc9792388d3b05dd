package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.view.Footer;
import io.breakwater.local.view.Part;
import io.breakwater.local.view.Sampler;
import io.breakwater.local.view.TerminalSize;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ps",
        description = "Lists what runs, with its ports and states.",
        footer = {"", "States: starting, ready, draining, backoff (it ended and will be started again), stopped."})
public final class PsCommand implements Callable<Integer> {

    @Option(
            names = "--json",
            description = "Print .local/run/breakwater.json: addresses, accounts, instances, for programs.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Show states, CPU, memory and requests, anew every two seconds; Ctrl-C ends it.")
    private boolean watch;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunningSystem system = RunningSystem.get();
        PrintWriter out = Output.of(spec);
        if (json) {
            out.println(system.statusText());
            return ExitCodes.OK;
        }
        if (watch) {
            watch(system, out);
        }
        out.printf("%-24s %-9s %-6s %8s %6s %11s%n", "INSTANCE", "STATE", "PAUSED", "PID", "PORT", "MANAGEMENT");
        for (Part part : system.parts()) {
            out.printf(
                    "%-24s %-9s %-6s %8s %6d %11s%n",
                    part.name(),
                    part.state(),
                    part.paused() ? "paused" : "",
                    part.pid() == null ? "-" : part.pid(),
                    part.port(),
                    part.managementPort() == null ? "-" : part.managementPort());
        }
        return ExitCodes.OK;
    }

    /** Never returns by itself: it ends with Ctrl-C, or with the system. */
    private static void watch(RunningSystem system, PrintWriter out) throws InterruptedException {
        Sampler sampler = new Sampler();
        Footer footer = new Footer();
        CountDownLatch never = new CountDownLatch(1);
        do {
            List<String> rows = sampler.rows(system.parts());
            out.print(Place.live() ? footer.show(rows, TerminalSize.ask()) : String.join("\n", rows) + "\n\n");
            out.flush();
        } while (!never.await(Sampler.EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }
}
