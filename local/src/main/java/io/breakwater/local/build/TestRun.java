package io.breakwater.local.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./breakwater test}: one Maven build with all checks, a line per module and per test class while it runs, and
 * the counts of surefire's and failsafe's reports as the last line.
 */
public final class TestRun {

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

    private TestRun() {}

    public static void main(String[] modules) throws IOException, InterruptedException {
        System.exit(run(List.of(modules)));
    }

    /** Returns the exit code: 0 only where at least one test ran and none failed. */
    public static int run(List<String> modules) throws IOException, InterruptedException {
        Path repository = Path.of("").toAbsolutePath();
        List<String> known = MODULE.matcher(Files.readString(repository.resolve("pom.xml")))
                .results()
                .map(result -> result.group(1))
                .toList();
        for (String module : modules) {
            if (!known.contains(module)) {
                System.err.printf("There is no module \"%s\"; there are %s.%n", module, String.join(", ", known));
                return 2;
            }
        }
        TestReports reports = new TestReports(repository, modules.isEmpty() ? known : modules);
        reports.forget();
        int exitCode = maven(repository, command(repository, modules));
        TestReports.Counts counts = reports.count();
        boolean good = exitCode == 0 && counts.failed() == 0 && counts.passed() > 0;
        if (exitCode == 0 && counts.passed() == 0) {
            System.out.println("No test ran.");
        } else if (!good) {
            System.out.println("The whole output: .local/logs/test.log");
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", counts.passed(), counts.failed(), counts.skipped());
        return good ? 0 : 1;
    }

    private static List<String> command(Path repository, List<String> modules) throws IOException {
        List<String> command = new ArrayList<>();
        String maven = System.getenv("BREAKWATER_MAVEN");
        command.add(maven == null ? repository.resolve("mvnw").toString() : maven);
        // A failed module doesn't hide the failures of those that don't need it.
        command.addAll(List.of("--batch-mode", "--no-transfer-progress", "--fail-at-end", "verify"));
        if (!modules.isEmpty()) {
            command.addAll(List.of("-pl", String.join(",", modules), "-am"));
            command.add("-Dtest=" + patterns(repository, modules, "*Tests"));
            command.add("-Dit.test=" + patterns(repository, modules, "*IT"));
            command.add("-Dsurefire.failIfNoSpecifiedTests=false");
            command.add("-Dfailsafe.failIfNoSpecifiedTests=false");
        }
        return command;
    }

    /** What a module needs is built with it, but only its own packages' tests run. */
    private static String patterns(Path repository, List<String> modules, String classes) throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String module : modules) {
            Path tests = repository.resolve(module).resolve("src/test/java/io/breakwater");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> packages = Files.list(tests)) {
                    packages.filter(Files::isDirectory)
                            .map(own -> "io/breakwater/" + own.getFileName() + "/**/" + classes)
                            .forEach(patterns::add);
                }
            }
        }
        return patterns.stream().distinct().sorted().collect(Collectors.joining(","));
    }

    private static int maven(Path repository, List<String> command) throws IOException, InterruptedException {
        Path log = repository.resolve(".local/logs/test.log");
        Files.createDirectories(log.getParent());
        Process maven = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        maven.getOutputStream().close();
        TestProgress progress = new TestProgress(System.out);
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8));
                PrintStream file = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                progress.line(line);
            }
        }
        return maven.waitFor();
    }
}
