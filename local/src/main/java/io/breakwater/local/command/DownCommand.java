package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Stops what runs here, in order, and returns when it is gone.")
public final class DownCommand implements Callable<Integer> {

    // Three groups of programs may take their whole grace of 60 s, the backing servers some seconds.
    private static final long LONGEST_STOP_SECONDS = 240;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunningSystem system = RunningSystem.get();
        system.ask("POST", "/down", Map.of());
        try {
            system.launcher().onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Refusal.failed(
                    "Breakwater (pid %d) has not stopped within %d s.",
                    system.launcher().pid(), LONGEST_STOP_SECONDS);
        }
        Output.of(spec).println("Stopped.");
        return ExitCodes.OK;
    }
}
