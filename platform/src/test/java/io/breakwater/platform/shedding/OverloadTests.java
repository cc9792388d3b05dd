package io.breakwater.platform.shedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.platform.drain.SampleApplication;
import io.breakwater.platform.web.EdgeClient;
import io.breakwater.platform.web.EdgeClient.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service whose heap has room for one request. */
@SpringBootTest(
        classes = SampleApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=sample",
            "spring.config.import=classpath:platform.yml",
            "platform.identity.jwks-uris=http://127.0.0.1:1/none",
            "platform.shedding.request-heap=100KB"
        })
class OverloadTests {

    @Test
    void aRequestBeyondTheHeapIsRefusedAtOnceAndTakenAfterwards(@LocalServerPort int port) throws Exception {
        EdgeClient client = new EdgeClient(port);

        try (Socket working = new Socket(InetAddress.getLoopbackAddress(), port)) {
            working.getOutputStream()
                    .write("GET /slow?for=PT2S HTTP/1.1\r\nHost: sample\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(Duration.ofSeconds(2)).until(() -> client.get("/").status() == 503);

            Answer refused = client.post("/", "{}");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.slug()).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("X-Request-Id")).isNotBlank();
            assertThat(client.get("/readyz").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(client.get("/").status()).isEqualTo(200));
        }
    }

    @Test
    void aBodyThatDoesNotFitIsRefusedWhereASmallOneIsTaken(@LocalServerPort int port) {
        EdgeClient client = new EdgeClient(port);

        assertThat(client.post("/", "{}" + " ".repeat(20_000)).slug()).isEqualTo("overloaded");
        assertThat(client.get("/").status()).isEqualTo(200);
    }
}
