package io.breakwater.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTests {

    @TempDir
    private Path repository;

    @Test
    void countsAddUpOverModulesAndKinds() throws IOException {
        report("a/target/surefire-reports/TEST-A.xml", "tests=\"7\" errors=\"1\" skipped=\"2\" failures=\"1\"");
        report("b/target/failsafe-reports/TEST-B.xml", "tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"");

        assertThat(new TestReports(repository, List.of("a", "b")).count()).isEqualTo(new TestReports.Counts(6, 2, 2));
    }

    @Test
    void anEarlierRunIsForgotten() throws IOException {
        report("a/target/surefire-reports/TEST-A.xml", "tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\"");
        TestReports reports = new TestReports(repository, List.of("a"));

        reports.forget();

        assertThat(reports.count()).isEqualTo(new TestReports.Counts(0, 0, 0));
    }

    @Test
    void progressIsALineForEachModuleAndClass() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TestProgress progress = new TestProgress(new PrintStream(out, true, StandardCharsets.UTF_8));

        progress.line("[INFO] Building Core API 1.0.0-SNAPSHOT                                [6/10]");
        progress.line(
                "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.234 s -- in io.b.FooIT");
        progress.line(
                "[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 3 s <<< FAILURE! -- in io.b.BarIT");
        progress.line("[INFO] anything else");

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        module -> assertThat(module).isEqualTo("[6/10] Core API"),
                        good -> assertThat(good)
                                .contains("FooIT")
                                .contains("5 tests")
                                .doesNotContain("FAILED"),
                        bad -> assertThat(bad).contains("BarIT").contains("1 FAILED"));
    }

    private void report(String path, String counts) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"y\" name=\"A\" time=\"1.5\" " + counts + ">");
    }
}
