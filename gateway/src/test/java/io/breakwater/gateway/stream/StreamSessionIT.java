package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.EventClient;
import io.breakwater.gateway.testing.Sessions;
import io.breakwater.gateway.testing.SocketClient;
import io.breakwater.gateway.testing.StreamingUpstream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream lives no longer than its session. */
class StreamSessionIT {

    private StreamingUpstream service;
    private Door door;

    @BeforeEach
    void begin() {
        service = new StreamingUpstream();
    }

    @AfterEach
    void close() {
        door.close();
        service.close();
    }

    @Test
    void onAuthServicesWordEveryStreamOfTheSessionEndsAndNoOther() {
        // So rare a look that only the word can have done it.
        open("gateway.streams.check=1h");
        String ended = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, ended);
        EventClient events = EventClient.of(door, ended);
        String other = door.sessions().aSession();
        SocketClient otherSocket = SocketClient.of(door, other);
        EventClient otherEvents = EventClient.of(door, other);
        service.stream(4);

        door.sessions().logOut(ended);

        assertThat(socket.awaitClosed()).isEqualTo(4401);
        assertThat(events.awaitEnded()).isTrue();
        assertThat(otherSocket.open()).isTrue();
        assertThat(otherEvents.open()).isTrue();
    }

    @Test
    void withoutAWordTheNextLookFindsOutAndUsesNobodysSession() {
        open("gateway.streams.check=300ms");
        String ended = door.sessions().aSession();
        String other = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, ended);
        EventClient events = EventClient.of(door, ended);
        SocketClient otherSocket = SocketClient.of(door, other);
        // As if the last request had been long ago: a request would renew it.
        door.sessions().redis().hset(Sessions.live(other), Map.of("seen", "1"));

        door.sessions().end(ended);

        assertThat(socket.awaitClosed()).isEqualTo(4401);
        assertThat(events.awaitEnded()).isTrue();
        assertThat(otherSocket.open()).isTrue();
        assertThat(door.sessions().redis().hget(Sessions.live(other), "seen")).isEqualTo("1");
    }

    @Test
    void aSessionPastItsAbsoluteEndHasNoStreams() {
        open("gateway.streams.check=300ms");
        String token = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, token);

        door.sessions().redis().hset(Sessions.live(token), Map.of("ends", "1"));

        assertThat(socket.awaitClosed()).isEqualTo(4401);
    }

    @Test
    void whileRedisIsAwayStreamsStayAndWhatWasSaidThenIsFoundOutAfter() throws InterruptedException {
        open("gateway.streams.check=1h");
        String ended = door.sessions().aSession();
        String other = door.sessions().aSession();
        SocketClient socket = SocketClient.of(door, ended);
        SocketClient otherSocket = SocketClient.of(door, other);
        service.stream(2);

        door.redisWire().cut();
        door.sessions().logOut(ended);
        service.stream(1).send("still here");
        assertThat(socket.awaitText()).isEqualTo("still here");
        door.redisWire().mend();

        assertThat(socket.awaitClosed()).isEqualTo(4401);
        assertThat(otherSocket.open()).isTrue();
        door.sessions().logOut(other);
        assertThat(otherSocket.awaitClosed()).isEqualTo(4401);
    }

    @Test
    void whatNobodyCanVerifyForAnIdleTimeIsSentAwayWithoutBeingCalledEnded() {
        open("gateway.streams.check=300ms", "gateway.sessions.idle=2s");
        SocketClient socket = SocketClient.of(door, door.sessions().aSession());
        EventClient events = EventClient.of(door, door.sessions().aSession());
        service.stream(2);

        door.redisWire().cut();

        assertThat(socket.awaitClosed()).isEqualTo(1012);
        assertThat(events.awaitEnded()).isTrue();
    }

    private void open(String... properties) {
        door = Door.open(properties);
        door.instances("notifications-service", service.port());
        door.awaitInstances("notifications-service", 1);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        door.sessions().redis().pubsubNumsub("session:ended").get("session:ended") > 0);
    }
}
