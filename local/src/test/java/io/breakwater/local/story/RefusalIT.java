package io.breakwater.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.story.Breakwater.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What can't be done is one sentence and an exit code. */
@ExtendWith(RunningBreakwater.class)
class RefusalIT {

    @TempDir
    private Path directory;

    @Test
    void aSecondUpSaysWhoRunsHere(Breakwater system) {
        Result result = system.tryRun("up");

        assertThat(result.output())
                .contains("already runs here: pid ")
                .contains(system.file().gateway());
        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void aTakenPortIsNamedWithItsHolder(Breakwater system) {
        // The stories' own ports, from another directory.
        Result result = new Breakwater(directory).tryRun("up");

        assertThat(result.output()).contains("18080").contains("gateway").contains("pid ");
        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(system.file().instances()).isNotEmpty();
    }

    @Test
    void aDirectoryThatCanNotBeWrittenIsNamed() throws IOException {
        Files.writeString(directory.resolve("run"), "a file in the way");

        Result result = new Breakwater(directory).tryRun("up");

        assertThat(result.output()).contains(directory.resolve("run").toString());
        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void anUnknownServiceIsAnsweredWithTheKnown(Breakwater system) {
        Result result = system.tryRun("kill", "payment-service");

        assertThat(result.output())
                .contains("There is no service \"payment-service\"")
                .contains("payments-service");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void psListsEveryReplica(Breakwater system) {
        String listing = system.run("ps");

        assertThat(listing).contains("core-api/2").contains("18182").contains("provider-simulator/1");
    }

    @Test
    void logsShowWhatAReplicaWrote(Breakwater system) {
        assertThat(system.run("logs", "core-api/1", "-n", "100000")).contains("Started CoreApplication");
    }
}
