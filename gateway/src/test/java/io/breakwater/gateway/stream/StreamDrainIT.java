package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.EventClient;
import io.breakwater.gateway.testing.SocketClient;
import io.breakwater.gateway.testing.StreamingUpstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How streams leave a door that leaves. */
class StreamDrainIT {

    private static final String RECONNECT = "event: reconnect\ndata: {\"reason\":\"draining\"}\n\n";

    private StreamingUpstream service;
    private Door door;

    @BeforeEach
    void open() {
        service = new StreamingUpstream();
        door = Door.open("platform.drain.hold=3s", "gateway.streams.linger=2s");
        door.instances("notifications-service", service.port());
        door.awaitInstances("notifications-service", 1);
    }

    @AfterEach
    void close() {
        door.close();
        service.close();
    }

    @Test
    void everyStreamIsToldToComeBackAndSoIsANewOne() {
        String token = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, token);
        EventClient quiet = EventClient.of(door, token);
        EventClient between = EventClient.of(door, token);
        service.stream(3).send("id: 1\ndata: {}\n\n");
        between.awaitText("id: 1\ndata: {}\n\n");

        Thread leaving = leave();

        assertThat(socket.awaitClosed()).isEqualTo(1012);
        assertThat(quiet.awaitEnded()).isTrue();
        assertThat(quiet.text()).isEqualTo(RECONNECT);
        assertThat(between.awaitEnded()).isTrue();
        assertThat(between.text()).isEqualTo("id: 1\ndata: {}\n\n" + RECONNECT);
        HttpResponse<String> late = door.get("/api/notifications/stream", "Authorization", "Bearer " + token);
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(late.body()).isEqualTo(RECONNECT);
        assertThat(late.headers().firstValue("Connection")).contains("close");
        await().atMost(Duration.ofSeconds(30)).until(() -> !leaving.isAlive());
    }

    @Test
    void anEventThatIsPassingPassesWholeBeforeTheLastOne() {
        EventClient client = EventClient.of(door, door.sessions().aSession());
        StreamingUpstream.Stream stream = service.stream(1);
        stream.send("id: 7\nda");
        client.awaitText("id: 7\nda");

        Thread leaving = leave();
        await().atMost(Duration.ofSeconds(20)).until(() -> door.get("/readyz").statusCode() == 503);
        stream.send("ta: {}\n\nid: 8\ndata: {}\n\n");

        assertThat(client.awaitEnded()).isTrue();
        assertThat(client.text()).isEqualTo("id: 7\ndata: {}\n\n" + RECONNECT);
        await().atMost(Duration.ofSeconds(30)).until(() -> !leaving.isAlive());
    }

    @Test
    void anEventThatNeverEndsHoldsNothing() {
        EventClient client = EventClient.of(door, door.sessions().aSession());
        service.stream(1).send("id: 7\nda");
        client.awaitText("id: 7\nda");

        Thread leaving = leave();

        client.awaitEnded();
        assertThat(client.text()).isEqualTo("id: 7\nda");
        await().atMost(Duration.ofSeconds(30)).until(() -> !leaving.isAlive());
    }

    @Test
    void aClientThatReadsNothingHoldsNoShutdown() {
        String token = door.sessions().aSession();
        SocketClient.asleep(door, token);
        EventClient.of(door, token);
        for (int i = 0; i < 200; i++) {
            service.stream(1).send("x".repeat(60_000));
        }

        Thread leaving = leave();

        await().atMost(Duration.ofSeconds(20)).until(() -> !leaving.isAlive());
    }

    private Thread leave() {
        return Thread.ofPlatform().start(() -> door.context().close());
    }
}
