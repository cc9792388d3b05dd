package io.breakwater.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    // Postgres may still be flushing into it.
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path data;

    @Test
    void everyServerEndsWithAParentThatIsKilled() throws Exception {
        List<Integer> ports = Stream.generate(FreePorts::next).limit(6).toList();
        Stream<String> command = Stream.of(
                JvmChild.java(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfAll.class.getName(),
                data.toString());
        Process parent = new ProcessBuilder(
                        Stream.concat(command, ports.stream().map(String::valueOf))
                                .toList())
                .redirectErrorStream(true)
                .start();
        try (var lines = parent.inputReader()) {
            assertThat(lines.lines().filter(ParentOfAll.READY::equals).findFirst())
                    .isPresent();
        }
        assertThat(ports).noneMatch(Ports::free);
        List<ProcessHandle> children = parent.descendants().toList();

        parent.destroyForcibly();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(ports).allMatch(Ports::free);
    }
}
