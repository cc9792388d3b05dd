package io.breakwater.local.command;

import io.breakwater.local.drill.DrillOptions;
import io.breakwater.local.drill.DrillSession;
import io.breakwater.local.drill.Site;
import io.breakwater.local.run.LocalDirectories;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drill",
        description = "Breaks the running system under steady load, and judges what is left.",
        footer = {
            "",
            "kill     each program killed five times, one replica at a time",
            "freeze   each program frozen for 30 s, one replica at a time",
            "reload   everything replaced under mixed traffic; no request may fail",
            "broker   Kafka killed five times, and away for most of a minute",
            "",
            "All of them where none is named. Exit code 1 where anything was lost or doubled. What it printed means what",
            "docs/drills.md says.  For example:  ./breakwater drill kill --seed 7"
        })
public final class DrillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which drills, in this order.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "What the dice begin with (default: another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5",
            description = "Orders a second (default: ${DEFAULT-VALUE}); others read beside.")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0",
            description = "For how long faults are put in (default: each drill's own).")
    private int seconds;

    @Override
    public Integer call() {
        RunningSystem system = RunningSystem.get();
        Long chosen = seed;
        // Six digits: short enough to be typed again.
        DrillOptions options =
                new DrillOptions(chosen == null ? new SecureRandom().nextInt(1_000_000) : chosen, rate, seconds);
        LocalDirectories directories = LocalDirectories.ofRunning(Place.directories());
        Site site = new Site(
                system.launcher(),
                system.status(),
                Place.ports(),
                directories,
                Place.repository(),
                Place.repository().resolve("local/src/drill/target"));
        return new DrillSession(site, System.out).run(names, options);
    }
}
