package io.breakwater.local.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        description = "Lets go on what was paused (SIGCONT).",
        footer = {"", "For example:  ./breakwater resume payments-service/2"})
public final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE[/N]", description = "Without N, all its replicas.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return EachReplica.ask("resume", "Resumed", Target.ofPart(target), Output.of(spec));
    }
}
