package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.EventClient;
import io.breakwater.gateway.testing.SocketClient;
import io.breakwater.gateway.testing.StreamingUpstream;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one client, and all of them together, can take. */
class StreamLimitsIT {

    private static final String FRAME = "x".repeat(60_000);
    // Far more than all buffers between the two hold; a few MB of them are the kernel's.
    private static final int FRAMES = 1_000;

    private static Door door;
    private static StreamingUpstream service;

    private int before;

    @BeforeAll
    static void open() {
        door = Door.open("gateway.streams.open=2", "gateway.streams.stall=2s", "gateway.streams.linger=4s");
        service = new StreamingUpstream();
        door.instances("notifications-service", service.port());
        door.awaitInstances("notifications-service", 1);
    }

    @AfterAll
    static void close() {
        door.close();
        service.close();
    }

    @BeforeEach
    void remember() {
        await().atMost(Duration.ofSeconds(20)).until(() -> openStreams() == 0);
        before = service.streams().size();
    }

    @Test
    void aStreamTooManyIsRefusedAndAPlaceThatIsGivenBackIsTakenAgain() {
        String token = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, token);
        EventClient events = EventClient.of(door, token);

        HttpResponse<String> refused = door.get("/api/notifications/stream", "Authorization", "Bearer " + token);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("/problems/overloaded");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        service.stream(before + 2).end();
        assertThat(events.awaitEnded()).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> openStreams() == 1);
        socket.socket().abort();
        await().atMost(Duration.ofSeconds(20)).until(() -> openStreams() == 0);
    }

    @Test
    void aRefusedHandshakeTakesNoPlace() {
        service.refuseWith(new StreamingUpstream.Answer(429, "{}"));
        String token = door.sessions().aSession();

        for (int i = 0; i < 5; i++) {
            assertThat(door.get("/api/notifications/stream", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(429);
        }

        service.refuseWith(null);
        assertThat(openStreams()).isZero();
    }

    @Test
    void aWebSocketThatIsNotReadIsCutAndReadsWhyIfItWakesUpInTime() {
        SocketClient client = SocketClient.asleep(door, door.sessions().aSession());
        StreamingUpstream.Stream stream = service.stream(before + 1);

        flood(stream);

        // It has more to say, so it may learn of it by a reset.
        assertThat(stream.awaitClosed()).isIn(4408, 1006);
        client.wakeUp();
        assertThat(client.awaitClosed()).isEqualTo(4408);
    }

    @Test
    void eventsThatAreNotReadAreCutAndNotCollectedHere() throws IOException {
        String token = door.sessions().aSession();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            String request =
                    "GET /api/notifications/stream HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StreamingUpstream.Stream stream = service.stream(before + 1);

            flood(stream);

            assertThat(stream.awaitClosed()).isZero();
            socket.setSoTimeout(20_000);
            assertThat(readAll(socket.getInputStream())).isLessThan((long) FRAMES * FRAME.length());
        }
    }

    private static void flood(StreamingUpstream.Stream stream) {
        for (int i = 0; i < FRAMES; i++) {
            stream.send(FRAME);
        }
    }

    private static long readAll(InputStream in) {
        long all = 0;
        byte[] buffer = new byte[65_536];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all += read;
            }
        } catch (IOException reset) {
            // What it has got until then is what counts.
            return all;
        }
        return all;
    }

    private static int openStreams() {
        return (int) door.context()
                .getBean(MeterRegistry.class)
                .get("breakwater.gateway.streams.open")
                .gauge()
                .value();
    }
}
