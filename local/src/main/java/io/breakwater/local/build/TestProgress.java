package io.breakwater.local.build;

import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes of Maven's output a line per module and test class, and shows what went wrong in Maven's own words. */
final class TestProgress {

    private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (.+?) \\S+-SNAPSHOT +\\[(\\d+)/(\\d+)]");
    private static final Pattern CLASS = Pattern.compile(
            "\\[\\w+] +Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+), Time elapsed: (\\S+) s.* in (\\S+)");

    // A failing build repeats itself in the summary; more than this is in the log.
    private static final int MOST_ERRORS = 120;

    private final PrintStream out;
    private int errors;

    TestProgress(PrintStream out) {
        this.out = out;
    }

    void line(String line) {
        Matcher module = MODULE.matcher(line);
        Matcher tests = CLASS.matcher(line);
        if (module.find()) {
            out.printf("[%s/%s] %s%n", module.group(2), module.group(3), module.group(1));
        } else if (tests.find()) {
            tests(tests);
        } else if (line.startsWith("[ERROR]")) {
            error(line.substring("[ERROR]".length()));
        }
        out.flush();
    }

    private void tests(Matcher tests) {
        int failed = Integer.parseInt(tests.group(2)) + Integer.parseInt(tests.group(3));
        String name = tests.group(6).substring(tests.group(6).lastIndexOf('.') + 1);
        out.printf(
                "  %-44s %4s tests %8s s%s%n",
                name, tests.group(1), tests.group(5), failed == 0 ? "" : "   " + failed + " FAILED");
    }

    private void error(String text) {
        errors++;
        if (errors <= MOST_ERRORS) {
            out.println("  " + text.strip());
        } else if (errors == MOST_ERRORS + 1) {
            out.println("  ...");
        }
    }
}
