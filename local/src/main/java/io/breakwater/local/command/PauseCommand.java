package io.breakwater.local.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "pause",
        description =
                "Stops a replica, all of a service, or a backing server where it is (SIGSTOP), as a machine that hangs.",
        footer = {
            "",
            "It keeps its connections, leases and ports, and answers nobody, until ./breakwater resume. It is not started again.",
            "Backing servers: postgres, redis, kafka, mailbox.  For example:  ./breakwater pause payments-service/2"
        })
public final class PauseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE[/N]", description = "Without N, all its replicas.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return EachReplica.ask("pause", "Paused", Target.ofPart(target), Output.of(spec));
    }
}
