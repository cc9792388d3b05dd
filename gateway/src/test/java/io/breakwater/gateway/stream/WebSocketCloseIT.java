package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.SocketClient;
import io.breakwater.gateway.testing.StreamingUpstream;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket ends, and what each side learns of it. */
class WebSocketCloseIT {

    private static Door door;
    private static StreamingUpstream service;

    private SocketClient client;
    private StreamingUpstream.Stream stream;

    @BeforeAll
    static void open() {
        door = Door.open("gateway.streams.silence=4s");
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
    void connect() {
        client = SocketClient.of(door, door.sessions().aSession());
        stream = service.stream(service.streams().size());
    }

    @AfterEach
    void hangUp() {
        client.socket().abort();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 1012, 1013, 4401, 4408})
    void aServicesCloseReachesTheClientAsItIs(int code) throws InterruptedException {
        stream.send("last");
        assertThat(client.awaitText()).isEqualTo("last");

        stream.close(code, "because");

        assertThat(client.awaitClosed()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3001, 4000})
    void aClientsCloseReachesTheService(int code) {
        client.socket().sendClose(code, "bye").join();

        assertThat(stream.awaitClosed()).isEqualTo(code);
        assertThat(client.awaitClosed()).isEqualTo(code);
    }

    @Test
    void aClientThatIsGoneIsToldToTheService() {
        client.socket().abort();

        assertThat(stream.awaitClosed()).isEqualTo(1001);
    }

    @Test
    void aServiceThatDiesSendsTheClientToAnother() {
        stream.kill();

        assertThat(client.awaitClosed()).isEqualTo(1012);
    }

    @Test
    void aServiceThatIsSilentForTooLongCountsAsDead() {
        assertThat(client.awaitClosed()).isEqualTo(1012);
    }

    @Test
    void aFrameOfFourKilobytesPassesAndALargerOneIsTooBig() {
        client.socket().sendText("x".repeat(4096), true).join();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> stream.received().contains("x".repeat(4096)));

        client.socket().sendText("x".repeat(4097), true).join();

        assertThat(client.awaitClosed()).isEqualTo(1009);
        assertThat(stream.received()).hasSize(1);
    }

    @Test
    void onlyTextPasses() {
        client.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

        assertThat(client.awaitClosed()).isEqualTo(1003);
        assertThat(stream.received()).isEmpty();
    }

    @Test
    void aPingIsAnsweredOnEitherSide() {
        client.socket().sendPing(StandardCharsets.UTF_8.encode("anybody")).join();
        stream.send(new PingWebSocketFrame());

        assertThat(client.awaitPong()).isEqualTo("anybody");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> stream.received().contains("PongWebSocketFrame"));
    }
}
