package io.breakwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.outcome.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LauncherTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"up", "ps", "logs", "kill", "pause", "resume", "scale", "reload", "down", "bench", "test"})
    void everyCommandHelps(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCodes.OK);

        assertThat(out.toString()).contains("Usage: breakwater " + command).contains("Exit codes:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fly                     | Unmatched argument at index 0: 'fly'
            up --replicas core=2    | There is no service "core"
            up --data x --fresh     | mutually exclusive
            up --otlp localhost:4318 | --otlp takes a URL such as http://127.0.0.1:4318
            kill                    | Missing required parameter: 'SERVICE[/N]'
            kill frontend           | There is no service "frontend"
            kill core-api/0         | names no replica
            scale core-api          | is not SERVICE=N
            scale provider-simulator=2 | runs once: it has one journal
            reload provider-simulator | it can't be reloaded
            reload core             | There is no service "core"
            pause minio             | of the backing servers postgres, redis, kafka, mailbox
            bench speed             | There is no bench "speed"; there is start.
            resume                  | Missing required parameter: 'SERVICE[/N]'
            """)
    void wrongUseIsOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCodes.USAGE);

        assertThat(err.toString()).contains(sentence);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aCommandWithoutARunningSystemSaysSo() {
        assertThat(run("ps")).isEqualTo(ExitCodes.ENVIRONMENT);

        assertThat(err.toString()).contains("doesn't run here");
    }

    private int run(String... arguments) {
        CommandLine line = Launcher.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
