package io.breakwater.local.command;

import io.breakwater.local.build.TestRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Builds everything with all checks, runs every test, and prints the counts.",
        footer = {
            "",
            "Unit tests, tests of each service against real servers, and stories over all processes. Nothing is skipped",
            "for want of a server, and it may run beside an up. All output is in .local/logs/test.log",
            "For example:  ./breakwater test core-api"
        })
public final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODULE", arity = "0..*", description = "Only these modules' tests.")
    private List<String> modules = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return TestRun.run(modules);
    }
}
