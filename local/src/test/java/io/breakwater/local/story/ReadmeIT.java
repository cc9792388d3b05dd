package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.run.RunFile;
import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** README's story, line by line, so that it can't rot. */
@ExtendWith(RunningBreakwater.class)
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void theStoryEndsPaidWithAMailAndDeclinedWithTheStockAsBefore(Breakwater system) throws Exception {
        RunFile file = system.file();
        ShellLines shell = new ShellLines(system.home());
        StringBuilder printed = new StringBuilder();

        for (String line : story()) {
            String here = line.replace("http://127.0.0.1:8080", file.gateway())
                    .replace("http://127.0.0.1:17080", file.mailbox().http())
                    .replace(" .local/run/", " run/");
            printed.append(shell.run(here)).append('\n');
        }

        assertThat(printed.toString())
                .contains("\"status\":\"PAID\"")
                .contains("is paid")
                .contains("\"status\":\"PAYMENT_FAILED\"");
    }

    @Test
    void upPrintsTheStoryOfTheReadme(Breakwater system) throws Exception {
        String printed = String.join("\n", system.printed());
        String file = Checkout.root()
                .relativize(system.home().resolve("run/breakwater.json"))
                .toString();

        for (String line : story()) {
            assertThat(printed)
                    .contains(
                            line.replace("http://127.0.0.1:8080", system.file().gateway())
                                    .replace(
                                            "http://127.0.0.1:17080",
                                            system.file().mailbox().http())
                                    .replace(".local/run/breakwater.json", file));
        }
    }

    @Test
    void theReadmeTellsTheStoryThatUpPrints() throws IOException {
        try (InputStream lines =
                Objects.requireNonNull(getClass().getResourceAsStream("/io/breakwater/local/command/story.sh"))) {
            String printed = new String(lines.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(story()).containsExactlyElementsOf(printed.lines().toList());
        }
    }

    @Test
    void everyCommandOfTheReadmeWorks(Breakwater system) throws IOException {
        List<String> commands = BLOCK.matcher(Files.readString(readme()))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> line.startsWith("./breakwater "))
                // These three start, test and stop all; following a log has no end.
                .filter(line -> !line.matches("\\./breakwater (up|test|down)\\b.*|.* -f\\b.*"))
                .toList();

        assertThat(commands).isNotEmpty();
        commands.forEach(command ->
                system.run(command.substring("./breakwater ".length()).split(" ")));
    }

    private static List<String> story() throws IOException {
        return BLOCK.matcher(Files.readString(readme()))
                .results()
                .map(block -> block.group(1).strip())
                .filter(block -> block.startsWith("GATEWAY="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README has no sh block that begins with GATEWAY="))
                .lines()
                .toList();
    }

    private static Path readme() {
        return Checkout.root().resolve("README.md");
    }
}
