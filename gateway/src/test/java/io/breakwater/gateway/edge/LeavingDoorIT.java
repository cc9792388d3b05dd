package io.breakwater.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is inside when the door shuts. */
class LeavingDoorIT {

    @Test
    void answersARequestThatIsComingInWhenTheDoorShuts() throws Exception {
        try (Door door = Door.open();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            client.setSoTimeout(30_000);
            int port = door.port();
            write(client, "GET /livez HTTP/1.1\r\nHo");

            Thread leaving = Thread.ofPlatform().start(() -> door.context().close());
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isShut(port));
            write(client, "st: localhost\r\n\r\n");

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("connection: close");
            leaving.join();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static boolean isShut(int port) {
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !late.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }
}
