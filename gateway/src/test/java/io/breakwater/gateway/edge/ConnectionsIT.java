package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.RawClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsIT {

    private static final String REQUEST = "GET /livez HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    @Test
    void aConnectionTooManyIsToldSoAndManyTooManyAreClosed() throws IOException {
        List<Socket> held = new ArrayList<>();
        try (Door door = Door.open("gateway.edge.connections=10")) {
            for (int i = 0; i < 10; i++) {
                held.add(new Socket(InetAddress.getLoopbackAddress(), door.port()));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> open(door) == 10);

            String refused = RawClient.exchange(door.port(), REQUEST);
            assertThat(refused)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("/problems/overloaded")
                    .containsIgnoringCase("retry-after: 1")
                    .containsIgnoringCase("connection: close");
            await().atMost(Duration.ofSeconds(20)).until(() -> open(door) == 10);
            try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), door.port());
                    Socket beyond = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
                beyond.setSoTimeout(20_000);
                assertThat(beyond.getInputStream().read()).isEqualTo(-1);
                silent.setSoTimeout(20_000);
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
            }

            held.removeFirst().close();
            await().atMost(Duration.ofSeconds(20)).until(() -> open(door) < 10);
            assertThat(RawClient.exchange(door.port(), REQUEST)).startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static int open(Door door) {
        return (int) door.context()
                .getBean(MeterRegistry.class)
                .get("breakwater.gateway.connections.open")
                .gauge()
                .value();
    }
}
