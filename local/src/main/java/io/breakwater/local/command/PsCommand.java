package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.run.RunFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ps",
        description = "Lists the replicas that run, with their ports and states.",
        footer = {"", "States: starting, ready, draining, backoff (it ended and will be started again), stopped."})
public final class PsCommand implements Callable<Integer> {

    @Option(
            names = "--json",
            description = "Print .local/run/breakwater.json: addresses, accounts, instances, for programs.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RunningSystem system = RunningSystem.get();
        PrintWriter out = Output.of(spec);
        if (json) {
            out.println(system.statusText());
            return ExitCodes.OK;
        }
        out.printf("%-24s %-9s %8s %6s %11s%n", "INSTANCE", "STATE", "PID", "PORT", "MANAGEMENT");
        for (RunFile.InstanceView instance : system.status().instances()) {
            out.printf(
                    "%-24s %-9s %8s %6d %11s%n",
                    instance.service() + "/" + instance.index(),
                    instance.state(),
                    instance.pid() == null ? "-" : instance.pid(),
                    instance.port(),
                    instance.managementPort() == null ? "-" : instance.managementPort());
        }
        return ExitCodes.OK;
    }
}
