package io.breakwater.local.command;

import io.breakwater.local.outcome.ExitCodes;
import io.breakwater.local.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        description = "Shows what a service, or a backing server, has written.",
        footer = {
            "",
            "Also postgres, redis, kafka, mailbox. The files are in .local/logs/, with those of the last start as *.log.1",
            "For example:  ./breakwater logs core-api/1 -f"
        })
public final class LogsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE[/N]", description = "Without N, all its replicas.")
    private String target = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on; Ctrl-C ends it.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the last lines of each (default ${DEFAULT-VALUE}).")
    private int lines;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<LogTail> tails = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            String prefix = files.size() > 1 ? name(file) + " | " : "";
            tails.add(new LogTail(file, prefix, Output.of(spec)));
        }
        for (LogTail tail : tails) {
            tail.last(lines);
        }
        if (follow) {
            LogTail.follow(tails);
        }
        return ExitCodes.OK;
    }

    private List<Path> files() throws IOException {
        Path directory = Place.directories().logs();
        if (!Files.isDirectory(directory)) {
            throw Refusal.environment("There are no logs yet. Start Breakwater with ./breakwater up");
        }
        Target chosen = Target.parse(target);
        String pattern = chosen.index() == 0
                ? "\\Q" + chosen.service() + "\\E(-([1-9]|10))?\\.log"
                : "\\Q" + chosen.service() + "-" + chosen.index() + "\\E\\.log";
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> logs = all.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
            List<Path> matching = logs.stream()
                    .filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
            if (matching.isEmpty()) {
                throw Refusal.usage(
                        "There is no log of \"%s\"; there are %s.",
                        target, logs.stream().map(LogsCommand::name).collect(Collectors.joining(", ")));
            }
            return matching;
        }
    }

    private static String name(Path file) {
        return file.getFileName()
                .toString()
                .replaceAll("(?:-([1-9]|10))?\\.log$", "/$1")
                .replaceAll("/$", "");
    }
}
