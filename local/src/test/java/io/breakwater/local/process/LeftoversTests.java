package io.breakwater.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTests {

    @TempDir
    private Path directory;

    @Test
    void whatAKilledLauncherLeftIsEndedOnce() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        new Leftovers(directory.resolve("processes")).add("core-api/1", process.toHandle());

        Leftovers next = new Leftovers(directory.resolve("processes"));

        assertThat(next.end()).containsExactly("core-api/1");
        assertThat(process.isAlive()).isFalse();
        assertThat(next.end()).isEmpty();
    }

    @Test
    void aPidThatIsSomebodyElsesByNowIsLeftAlone() throws IOException {
        Path file = directory.resolve("processes");
        long own = ProcessHandle.current().pid();
        Files.writeString(file, own + " 12345 core-api/1\nhalf a line");

        assertThat(new Leftovers(file).end()).isEmpty();
    }
}
