package io.breakwater.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes, logs and the way out, of a real process. */
class SignalIT {

    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private int port;
    private int managementPort;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void probesAndMetricsAreWhereTheOperatorLooks() throws Exception {
        start("--platform.drain.hold=0s");

        for (String path : List.of("/livez", "/readyz")) {
            assertThat(get(port, path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(managementPort, path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get(managementPort, "/healthz").body()).contains("livenessState", "diskSpace");
        assertThat(get(managementPort, "/metrics").body()).contains("jvm_memory_used_bytes", "application=\"sample\"");
        for (String path : List.of("/healthz", "/metrics")) {
            assertThat(get(port, path).statusCode())
                    .as("%s on the main port", path)
                    .isNotEqualTo(200);
        }
        for (String path : List.of("/env", "/beans", "/shutdown", "/heapdump", "/loggers")) {
            assertThat(get(managementPort, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(Files.readAllLines(log())).isNotEmpty().allMatch(line -> line.startsWith("{\"@timestamp\""));
    }

    @Test
    void sigtermServesThroughTheHoldAndEndsWithZero() throws Exception {
        start("--platform.drain.hold=3s");
        var slow = client.sendAsync(request(port, "/slow"), HttpResponse.BodyHandlers.ofString());
        Awaitility.await()
                .atMost(START)
                .until(() -> get(port, "/slow/count").body().equals("1"));

        process.toHandle().destroy();
        Awaitility.await()
                .atMost(START)
                .until(() -> get(managementPort, "/readyz").statusCode() == 503);
        HttpResponse<String> during = get(port, "/");

        assertThat(during.statusCode()).isEqualTo(200);
        assertThat(during.headers().firstValue("connection")).hasValue("close");
        assertThat(slow.get(START.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aFailedStartKeepsItsExitCode() throws Exception {
        launch("--platform.drain.holt=3s");

        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private void start(String... arguments) throws Exception {
        launch(arguments);
        Awaitility.await().atMost(START).ignoreExceptions().until(() -> {
            assertThat(process.isAlive()).isTrue();
            return get(managementPort, "/readyz").statusCode() == 200;
        });
    }

    private void launch(String... arguments) throws IOException {
        port = freePort();
        managementPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SampleApplication.class.getName(),
                "--spring.config.import=classpath:platform.yml",
                "--server.address=127.0.0.1",
                "--management.server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.port=" + managementPort));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(request(port, path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
