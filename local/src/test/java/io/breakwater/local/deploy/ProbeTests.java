package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health checks' program, as the JDK runs it from its source. */
class ProbeTests {

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/readyz", exchange -> answer(exchange, 200));
        server.createContext("/draining", exchange -> answer(exchange, 503));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void onlyA200IsHealthy() throws Exception {
        assertThat(probe("/readyz")).isZero();
        assertThat(probe("/draining")).isOne();
    }

    @Test
    void aPortThatNobodyListensOnIsUnhealthy() throws Exception {
        server.stop(0);

        assertThat(probe("/readyz")).isOne();
    }

    private int probe(String path) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Compose.REPOSITORY
                                .resolve("deploy/docker/image/Probe.java")
                                .toString(),
                        String.valueOf(server.getAddress().getPort()),
                        path)
                .redirectErrorStream(true)
                .start();
        // It says at most why it couldn't connect.
        probe.getInputStream().readAllBytes();
        assertThat(probe.waitFor(Duration.ofSeconds(30))).isTrue();
        return probe.exitValue();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
