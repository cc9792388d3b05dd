package io.breakwater.local.story;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.backing.Ports;
import io.breakwater.local.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last story: it ends the system that all others share. */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(RunningBreakwater.class)
class StopIT {

    @Test
    @Order(1)
    void ctrlCLeavesNothingRunning(Breakwater system) throws Exception {
        RunFile file = system.file();
        List<ProcessHandle> parts = system.process().descendants().toList();
        assertThat(parts).hasSizeGreaterThan(file.instances().size());

        interrupt(system.process());

        assertThat(system.process().waitFor(4, MINUTES)).isTrue();
        assertThat(system.process().exitValue()).isZero();
        assertThat(parts).noneMatch(ProcessHandle::isAlive);
        assertThat(file.instances()).allMatch(instance -> Ports.free(instance.port()));
        assertThat(system.home().resolve("run/breakwater.json")).doesNotExist();
        assertThat(system.home().resolve("run/processes")).doesNotExist();
        assertThat(system.printed()).anyMatch(line -> line.startsWith("Stopped in"));
    }

    @Test
    @Order(2)
    void aKilledLaunchersSystemIsReplacedWithItsDataAndGoesDown() throws Exception {
        try (Breakwater killed = Breakwater.ofTheStories();
                Breakwater next = Breakwater.ofTheStories()) {
            killed.up();
            String password = killed.file().accounts().getFirst().password();
            String order = Shop.of(killed.file()).orderSurely(aProduct(killed), 1, "pm_card_visa");
            ProcessHandle launcher = launcher(killed);
            launcher.destroyForcibly();
            assertThat(killed.process().waitFor(1, MINUTES)).isTrue();

            next.up();

            assertThat(next.file().accounts().getFirst().password()).isEqualTo(password);
            assertThat(Shop.of(next.file())
                            .ended(order, Duration.ofMinutes(2))
                            .path("status")
                            .asString())
                    .isEqualTo("PAID");
            assertThat(next.run("down")).contains("Stopped.");
            assertThat(next.process().waitFor(1, MINUTES)).isTrue();
            assertThat(next.process().exitValue()).isZero();
        }
    }

    private static ProcessHandle launcher(Breakwater system) throws IOException {
        String pid = Files.readString(system.home().resolve("run/launcher")).split(" ", 2)[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static String aProduct(Breakwater system) throws Exception {
        return Shop.of(system.file()).products().getFirst();
    }

    /** As a terminal would. Where this very build ignores SIGINT (a background job), its children do: SIGTERM then. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        String signal = ignoresInterrupts() ? "TERM" : "INT";
        int exitCode = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        // A mask in hex: SIGINT is 2, the second bit.
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
    }
}
