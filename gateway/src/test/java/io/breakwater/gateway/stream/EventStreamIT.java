package io.breakwater.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.testing.Door;
import io.breakwater.gateway.testing.EventClient;
import io.breakwater.gateway.testing.RawServer;
import io.breakwater.gateway.testing.Sessions;
import io.breakwater.gateway.testing.StreamingUpstream;
import io.breakwater.gateway.testing.StreamingUpstream.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamIT {

    private static Door door;
    private static StreamingUpstream service;

    @BeforeAll
    static void open() {
        door = Door.open();
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
    void calm() {
        service.refuseWith(null);
    }

    @Test
    void theHeadComesBeforeTheFirstEventAndEachEventAtOnce() {
        EventClient client = EventClient.of(door, door.sessions().aSession());
        StreamingUpstream.Stream stream = last();

        assertThat(client.answer().statusCode()).isEqualTo(200);
        assertThat(client.answer().headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(client.answer().headers().firstValue("Cache-Control")).contains("no-store");
        for (int i = 0; i < 3; i++) {
            stream.send("id: " + i + "\nevent: notification\ndata: {}\n\n");
            client.awaitText("id: " + i + "\n");
        }
        stream.end();
        assertThat(client.awaitEnded()).isTrue();
    }

    @Test
    void theServiceKnowsWhoListensAndWhereToResume() throws IOException {
        String token = door.sessions().aSession();

        EventClient client = EventClient.connect(
                door, "/api/notifications/stream?after=3", "Cookie", "__Host-session=" + token, "Last-Event-ID", "4");

        StreamingUpstream.Stream stream = last();
        assertThat(stream.uri()).isEqualTo("/api/notifications/stream?after=3");
        assertThat(stream.headers().get("Last-Event-ID")).isEqualTo("4");
        assertThat(stream.headers().get("Authorization")).isEqualTo("Bearer " + Sessions.internalToken(token));
        assertThat(stream.headers().get("Cookie")).isNull();
        client.hangUp();
        assertThat(stream.awaitClosed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 406, 429, 503})
    void aServicesRefusalReachesTheClientAsItIs(int status) {
        service.refuseWith(new Answer(status, "{\"status\":" + status + "}"));

        HttpResponse<String> answer = door.get(
                "/api/notifications/stream",
                "Authorization",
                "Bearer " + door.sessions().aSession());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"status\":" + status + "}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.headers().firstValue("X-Internal-Hint")).isEmpty();
    }

    @Test
    void aServiceThatDiesEndsTheAnswer() {
        EventClient client = EventClient.of(door, door.sessions().aSession());
        last().send("id: 1\n\n");
        client.awaitText("id: 1");

        last().kill();

        assertThat(client.awaitEnded()).isTrue();
    }

    @Test
    void aServiceThatDoesNotBeginInTimeIsA504() throws IOException {
        try (RawServer hanging = RawServer.hanging()) {
            instance(hanging.port());

            HttpResponse<String> answer = door.get(
                    "/api/notifications/stream",
                    "Authorization",
                    "Bearer " + door.sessions().aSession());

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("/problems/deadline-exceeded");
        } finally {
            instance(service.port());
        }
    }

    @Test
    void anOpenStreamIsNoOutstandingRequest() throws IOException {
        Instance instance = door.context()
                .getBean(Instances.class)
                .list("notifications-service")
                .getFirst();

        EventClient client = EventClient.of(door, door.sessions().aSession());

        await().atMost(Duration.ofSeconds(20)).until(() -> instance.outstanding() == 0);
        assertThat(client.open()).isTrue();
        client.hangUp();
    }

    @Test
    void otherNotificationsGoTheirOwnWay() {
        service.refuseWith(new Answer(200, "{\"count\":0}"));

        assertThat(door.get(
                                "/api/notifications/unread-count",
                                "Authorization",
                                "Bearer " + door.sessions().aSession())
                        .body())
                .isEqualTo("{\"count\":0}");
    }

    private static void instance(int port) {
        door.instances("notifications-service", port);
        Instances known = door.context().getBean(Instances.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> known.list("notifications-service").getFirst().port() == port);
    }

    private static StreamingUpstream.Stream last() {
        return service.stream(Math.max(1, service.streams().size()));
    }
}
