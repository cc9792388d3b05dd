package io.breakwater.local.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What surefire and failsafe wrote: a file per class, whose first element has the counts. */
final class TestReports {

    record Counts(int passed, int failed, int skipped) {

        Counts plus(Counts other) {
            return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
        }
    }

    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");

    private final Path repository;
    private final List<String> modules;

    TestReports(Path repository, List<String> modules) {
        this.repository = repository;
        this.modules = modules;
    }

    /** An earlier run's must not be counted. */
    void forget() throws IOException {
        for (Path report : all()) {
            Files.delete(report);
        }
    }

    Counts count() throws IOException {
        Counts sum = new Counts(0, 0, 0);
        for (Path report : all()) {
            sum = sum.plus(count(Files.readString(report)));
        }
        return sum;
    }

    static Counts count(String report) {
        Matcher suite = SUITE.matcher(report);
        if (!suite.find()) {
            return new Counts(0, 0, 0);
        }
        String element = suite.group();
        int failed = attribute(element, "failures") + attribute(element, "errors");
        int skipped = attribute(element, "skipped");
        return new Counts(attribute(element, "tests") - failed - skipped, failed, skipped);
    }

    private static int attribute(String element, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"(\\d+)\"").matcher(element);
        return value.find() ? Integer.parseInt(value.group(1)) : 0;
    }

    private List<Path> all() throws IOException {
        List<Path> reports = new ArrayList<>();
        for (String module : modules) {
            for (String kind : List.of("surefire-reports", "failsafe-reports")) {
                Path directory = repository.resolve(module).resolve("target").resolve(kind);
                if (Files.isDirectory(directory)) {
                    try (Stream<Path> files = Files.list(directory)) {
                        files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                                .forEach(reports::add);
                    }
                }
            }
        }
        return reports;
    }
}
