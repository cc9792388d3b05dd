package io.breakwater.local.command;

import io.breakwater.local.aot.Mode;
import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.run.Console;
import io.breakwater.local.run.LocalDirectories;
import io.breakwater.local.run.LocalSystem;
import io.breakwater.local.run.Telemetry;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.view.LiveView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts everything, in the foreground; Ctrl-C stops it in order, a second one at once.",
        footer = {
            "",
            "For example:  ./breakwater up --replicas core-api=2,payments-service=2",
            "Data and secrets are kept under .local/ between runs; logs are in .local/logs/."
        })
public final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--replicas",
            paramLabel = "SERVICE=N",
            split = ",",
            description = "How many of a service run, 1 to 9 (default: one of each).")
    private List<String> replicas = new ArrayList<>();

    @ArgGroup
    private @Nullable Data data;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "Send traces there by OTLP over HTTP, e.g. http://127.0.0.1:4318.")
    private @Nullable URI otlp;

    @Option(names = "--verbose", description = "Show every line that any part writes.")
    private boolean verbose;

    @Option(names = "--plain", description = "Only lines, no table of what runs below them.")
    private boolean plain;

    private volatile @Nullable LiveView view;

    // Read by the shutdown hook, which alone decides how the process ends.
    private volatile int exitCode = ExitCodes.OK;

    private static final class Data {

        @Option(names = "--data", paramLabel = "DIR", description = "Keep data and their secrets there.")
        private @Nullable Path directory;

        @Option(names = "--fresh", description = "Forget data, secrets and passwords of earlier runs first.")
        private boolean fresh;
    }

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        Map<Program, Integer> counts = Counts.of(replicas);
        Mode training = Mode.parse(Place.variable("BREAKWATER_TRAINING").orElse("idle"));
        LocalDirectories directories = directories();
        Telemetry telemetry = otlp == null ? null : Telemetry.to(otlp, Place.repository(), System.out::println);
        LocalSystem.Plan plan = new LocalSystem.Plan(
                directories, Place.ports(), apps(), Place.repository(), counts, fresh(), telemetry);
        Console console = new Console(System.out, Place.colours(), verbose);
        LocalSystem system = LocalSystem.prepare(plan, console);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system, console), "stop"));
        console.line("Starting " + Topology.PROGRAMS.size() + " programs and 4 backing servers; logs in "
                + Place.repository().relativize(directories.logs())
                + (otlp == null ? "" : ", traces to " + otlp));
        if (Place.live() && !verbose && !plain) {
            view = LiveView.begin(system::parts, console::table);
        }
        try {
            if (system.start()) {
                Path file = Place.repository().relativize(directories.runFile());
                String after = Console.seconds(Duration.ofNanos(System.nanoTime() - begin));
                console.line(Greeting.of(system.view(), file, after));
                // Traced, a program has other classes: no cache of the plain one fits, and one of its own isn't made.
                system.train(otlp == null ? training : Mode.NEVER);
            }
            system.awaitStopRequest();
        } catch (Refusal refusal) {
            exitCode = refusal.exitCode();
            closeView();
            throw refusal;
        }
        return ExitCodes.OK;
    }

    private void closeView() {
        LiveView current = view;
        if (current != null) {
            current.close();
        }
    }

    private void stop(LocalSystem system, Console console) {
        closeView();
        console.line("Stopping: the door first, the data last (Ctrl-C again kills at once).");
        long begin = System.nanoTime();
        try {
            system.stop();
            console.line("Stopped in " + Console.seconds(Duration.ofNanos(System.nanoTime() - begin)) + ".");
        } catch (InterruptedException e) {
            console.line("The stop did not end well: " + e.getMessage());
            exitCode = ExitCodes.FAILED;
        }
        // The JVM's own answer to SIGTERM is 143; an ordered stop is a success.
        Runtime.getRuntime().halt(exitCode);
    }

    private LocalDirectories directories() {
        Data given = data;
        return given != null && given.directory != null
                ? Place.directories().withData(given.directory)
                : Place.directories();
    }

    private boolean fresh() {
        Data given = data;
        return given != null && given.fresh;
    }

    /** Where the script has put the staged jars. */
    private static Path apps() {
        return Place.variable("BREAKWATER_APPS")
                .map(Path::of)
                .orElseThrow(() -> Refusal.usage("Run ./breakwater up: it builds and stages what this needs."));
    }
}
