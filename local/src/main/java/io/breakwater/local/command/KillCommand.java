package io.breakwater.local.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "kill",
        description = "Kills a replica, all of a service, or a backing server (SIGKILL); they are started again.",
        footer = {
            "",
            "Backing servers: postgres, redis, kafka, mailbox.  For example:  ./breakwater kill payments-service/2"
        })
public final class KillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE[/N]", description = "Without N, all its replicas.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return EachReplica.ask("kill", "Killed", Target.ofPart(target), Output.of(spec));
    }
}
