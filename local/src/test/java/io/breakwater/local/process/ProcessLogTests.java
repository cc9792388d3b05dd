package io.breakwater.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTests {

    @TempDir
    private Path directory;

    @Test
    void aStartKeepsTheLogOfTheOneBefore() throws IOException {
        Path file = directory.resolve("a-1.log");
        try (ProcessLog first = ProcessLog.begin(file)) {
            first.add("first");
        }

        try (ProcessLog second = ProcessLog.begin(file)) {
            second.add("second");
        }

        assertThat(Files.readString(file)).isEqualTo("second\n");
        assertThat(Files.readString(directory.resolve("a-1.log.1"))).isEqualTo("first\n");
    }

    @Test
    void aTalkativeProcessIsHeldToTwoFiles() throws IOException {
        Path file = directory.resolve("a-1.log");
        String line = "x".repeat(100_000);

        try (ProcessLog log = ProcessLog.begin(file)) {
            for (int i = 0; i < 250; i++) {
                log.add(line);
            }
        }

        assertThat(Files.size(file)).isLessThan(9_000_000);
        assertThat(Files.size(directory.resolve("a-1.log.1"))).isLessThan(9_000_000);
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void whereTheFileCanNotBeWrittenLinesAreLostAndNothingElse() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("logs"), "a file where the directory belongs");
        Path file = inTheWay.resolve("a-1.log");
        try (ProcessLog log = ProcessLog.begin(file)) {
            log.add("lost");
            Files.delete(inTheWay);

            log.add("kept");

            assertThat(Files.readString(file)).isEqualTo("kept\n");
        }
    }

    @Test
    void theTailHasMessagesAndNoFrames() {
        try (ProcessLog log = ProcessLog.begin(directory.resolve("a-1.log"))) {
            log.add("java.lang.IllegalStateException: no");
            log.add("\tat io.breakwater.A.b(A.java:1)");
            log.add("\t... 31 more");

            assertThat(log.tail()).containsExactly("java.lang.IllegalStateException: no");
        }
    }
}
