package io.breakwater.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.drain.KeptConnection.Answer;
import io.breakwater.testing.Program;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a real process, as its callers see it. */
class LeavingIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String TOO_LARGE = "POST / HTTP/1.1\r\nHost: sample\r\nContent-Length: 999999\r\n\r\n";
    private static final String REFUSED_BY_TOMCAT = "TRACE / HTTP/1.1\r\nHost: sample\r\n\r\n";

    @TempDir
    Path directory;

    @Test
    void everyAnswerOfTheHoldSaysCloseAndEveryRequestIsAnswered() throws Exception {
        try (Program sample = Program.start(SampleApplication.class, directory, "--platform.drain.hold=4s")) {
            List<KeptConnection> kept = connections(sample, 8);
            CompletableFuture<HttpResponse<String>> before = sample.begin("/slow?for=PT6S");
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> sample.get("/slow/count").body().equals("1"));
            assertThat(kept.getFirst().request(REFUSED_BY_TOMCAT).saysClose()).isFalse();

            sample.sigterm();
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> sample.management("/readyz").statusCode() == 503);
            sample.sigterm();

            assertThat(sample.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(sample.management("/readyz").headers().firstValue("connection"))
                    .hasValue("close");
            List<Answer> during = List.of(
                    kept.get(0).get("/"),
                    kept.get(1).get("/nowhere"),
                    kept.get(2).get("/broken"),
                    kept.get(3).request(TOO_LARGE),
                    kept.get(4).request(REFUSED_BY_TOMCAT),
                    kept.get(5).get("/slow?for=PT2S"),
                    kept.get(6).get("/slow?for=PT3S"));
            assertThat(during).extracting(Answer::status).containsExactly(200, 404, 500, 413, 405, 200, 200);
            assertThat(during).allMatch(Answer::saysClose);
            assertThat(kept.get(7).isClosedByServer())
                    .as("what nobody uses is closed in order")
                    .isTrue();
            HttpResponse<String> late = before.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.headers().firstValue("connection")).hasValue("close");
            assertThat(sample.exitCode()).as("%s", sample).isZero();
            assertThat(sample.log()).filteredOn(line -> line.contains("ERROR")).hasSize(1);
        }
    }

    private static List<KeptConnection> connections(Program sample, int count) throws IOException {
        List<KeptConnection> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeptConnection connection = new KeptConnection(sample.port());
            assertThat(connection.get("/").saysClose()).isFalse();
            kept.add(connection);
        }
        return kept;
    }

    @Test
    void aFailedStartKeepsItsExitCode() {
        try (Program sample = Program.launch(SampleApplication.class, directory, "--platform.drain.holt=3s")) {
            assertThat(sample.exitCode()).isEqualTo(1);
        }
    }
}
