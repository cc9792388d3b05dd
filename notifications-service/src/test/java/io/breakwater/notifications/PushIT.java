package io.breakwater.notifications;

import static io.breakwater.notifications.NotificationsClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.notifications.EventStream.Event;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.TcpProxy;
import io.breakwater.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

/** Live push by two replicas at once. */
class PushIT {

    private static final TcpProxy REDIS = new TcpProxy("127.0.0.1", TestServers.redis());

    private static Replica one;
    private static Replica two;

    private final KafkaRecords kafka = new KafkaRecords();
    private final Story story = new Story(kafka);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        // The pings of production would make the tests wait.
        one = new Replica("notifications.push.ping=1s");
        // Never polls: all that comes here comes by hints. Its Redis is away when it starts, and back later.
        REDIS.cut();
        two = new Replica(REDIS.port(), "notifications.push.ping=1s", "notifications.push.poll=1h");
        REDIS.mend();
        UUID first = UUID.randomUUID();
        try (EventStream events = new EventStream(two.port(), first, null)) {
            Backlog.add(first, 1);
            awaitByHints(events, first, 1);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        two.close();
        REDIS.close();
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        kafka.close();
    }

    @Test
    void everyStreamOfEveryReplicaGetsAllInOrderWithoutGaps() {
        EventStream eventsOfOne = events(one, null);
        EventStream eventsOfTwo = events(two, null);
        PushSocket socketOfOne = socket(one, "");
        PushSocket socketOfTwo = socket(two, "");

        tell(40);

        List<Long> all = LongStream.rangeClosed(1, 40).boxed().toList();
        assertThat(eventsOfOne.nextSequences(40)).isEqualTo(all);
        assertThat(eventsOfTwo.nextSequences(40)).isEqualTo(all);
        assertThat(socketOfOne.nextSequences(40)).isEqualTo(all);
        assertThat(socketOfTwo.nextSequences(40)).isEqualTo(all);
    }

    @Test
    void aMessageIsTheNotificationOfTheList() {
        EventStream events = events(one, null);
        PushSocket socket = socket(two, "");

        tell(1);

        Event event = events.next();
        JsonNode listed =
                new NotificationsClient(one.port(), story.userId).newest().getFirst();
        assertThat(event.name()).isEqualTo("notification");
        assertThat(event.id()).isEqualTo("1");
        assertThat(event.json()).isEqualTo(listed);
        assertThat(socket.next()).isEqualTo(listed);
    }

    @Test
    void aStreamThatWasCutGoesOnAtTheOtherReplica() {
        EventStream first = events(one, null);
        tell(2);
        assertThat(first.nextSequences(2)).containsExactly(1L, 2L);

        first.close();
        tell(60);

        assertThat(events(two, first.lastId()).nextSequences(60))
                .isEqualTo(LongStream.rangeClosed(3, 62).boxed().toList());
        assertThat(socket(two, "?after=2").nextSequences(60))
                .isEqualTo(LongStream.rangeClosed(3, 62).boxed().toList());
    }

    @Test
    void aStreamThatIsCutBeforeItsFirstEventMissesNothing() {
        tell(3);
        EventStream first = events(one, null);
        await().until(() -> !first.lastId().isEmpty());

        first.close();
        tell(1);

        assertThat(first.lastId()).isEqualTo("3");
        assertThat(events(two, first.lastId()).next().sequence()).isEqualTo(4);
    }

    @Test
    void whatIsOlderThanSevenDaysIsAReset() {
        tell(3);
        Backlog.age(story.userId, 2, "7 days 1 minute");

        Event reset = events(one, "1").next();
        JsonNode message = socket(two, "?after=1").next();

        assertThat(reset.name()).isEqualTo("reset");
        assertThat(reset.sequence()).isEqualTo(3);
        assertThat(message.toString()).isEqualTo("{\"type\":\"reset\",\"sequence\":3}");
        // The third is younger: who has the second gets it.
        assertThat(events(one, "2").next().sequence()).isEqualTo(3);
    }

    @Test
    void aPlaceThatNeverWasIsAResetAndThenItGoesOnLive() {
        tell(1);
        EventStream events = events(one, "999");
        PushSocket socket = socket(two, "?after=999");

        assertThat(events.next()).isEqualTo(new Event("1", "reset", "{\"sequence\":1}"));
        assertThat(socket.next().get("type").stringValue()).isEqualTo("reset");
        tell(1);

        assertThat(events.next().sequence()).isEqualTo(2);
        assertThat(socket.next().get("sequence").longValue()).isEqualTo(2);
    }

    @Test
    void aPingCarriesTheLatestSequence() {
        tell(2);
        EventStream events = events(one, null);
        PushSocket socket = socket(two, "");

        Event ping = events.nextPing();
        JsonNode message = socket.nextPing();

        assertThat(ping).isEqualTo(new Event("", "ping", "{\"sequence\":2}"));
        assertThat(message.toString()).isEqualTo("{\"type\":\"ping\",\"sequence\":2}");
    }

    @Test
    void nobodyHearsOfSomebodyElse() {
        UUID other = UUID.randomUUID();
        EventStream theirs = new EventStream(one.port(), other, null);
        opened.add(theirs);
        EventStream mine = events(one, null);

        tell(1);
        mine.next();

        assertThat(theirs.nextPing().sequence()).isZero();
        assertThat(theirs.nextOrPing().name()).isEqualTo("ping");
    }

    @Test
    void aUserHasFiveStreamsOverAllReplicas() {
        EventStream first = events(one, null);
        events(two, null);
        socket(one, "");
        socket(two, "");
        PushSocket fifth = socket(one, "");

        EventStream sixth = events(two, null);
        assertThat(sixth.response().statusCode()).isEqualTo(429);
        assertThat(sixth.response().headers().firstValue("Retry-After")).contains("15");
        assertThat(sixth.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refusedHandshake(one, "")).isEqualTo(429);

        fifth.close();
        await().untilAsserted(() ->
                assertThat(events(two, null).response().statusCode()).isEqualTo(200));
        first.close();
    }

    @Test
    void hintsComeAgainAfterRedisWasAway() {
        EventStream events = events(two, null);
        REDIS.cut();
        REDIS.mend();
        Backlog.add(story.userId, 2);

        // Only this tells of it; it is said until somebody listens again.
        awaitByHints(events, story.userId, 2);

        assertThat(events.nextSequences(2)).containsExactly(1L, 2L);
    }

    @Test
    void wrongHintsChangeNothing() {
        EventStream events = events(two, null);

        hint(story.userId, 1_000_000);
        hint(story.userId, -1);
        one.bean(StringRedisTemplate.class).convertAndSend("notifications:user:" + story.userId, "nonsense");
        tell(2);

        assertThat(events.nextSequences(2)).containsExactly(1L, 2L);
        assertThat(events.nextPing().sequence()).isEqualTo(2);
    }

    @Test
    void aClientThatTalksIsIgnored() {
        PushSocket socket = socket(one, "");

        socket.say("Is anybody there?");
        tell(1);

        assertThat(socket.next().get("sequence").longValue()).isEqualTo(1);
    }

    @Test
    void theHeadOfAnEventStreamSaysWhatItIs() {
        EventStream events = events(one, null);

        assertThat(events.response().headers().map())
                .containsEntry("content-type", List.of("text/event-stream"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-accel-buffering", List.of("no"));
        assertThat(new NotificationsClient(one.port(), story.userId)
                        .send("HEAD", "/api/notifications/stream")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/notifications/stream?after=x, validation-failed",
        "/api/notifications/stream?after=-1, validation-failed",
        "/api/notifications/stream?after=1.0, validation-failed",
        "/api/notifications/stream?after=1234567890123456789, validation-failed",
        "/ws/notifications?after=x, validation-failed",
        "/ws/notifications?after=1, malformed-request",
    })
    void refusesWhatIsMalformed(String path, String slug) {
        HttpResponse<String> answer = new NotificationsClient(one.port(), story.userId).send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("type").stringValue()).isEqualTo("/problems/" + slug);
    }

    @Test
    void refusesAMalformedPlaceBeforeTheStreamBegins() {
        assertThat(events(one, "x").response().statusCode()).isEqualTo(400);
        assertThat(refusedHandshake(one, "?after=x")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/notifications/stream", "/ws/notifications"})
    void needsACaller(String path) {
        HttpResponse<String> answer = new NotificationsClient(one.port(), story.userId).sendAsNobody("GET", path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).get("type").stringValue()).isEqualTo("/problems/unauthenticated");
    }

    private EventStream events(Replica replica, String lastEventId) {
        EventStream stream = new EventStream(replica.port(), story.userId, lastEventId);
        opened.add(stream);
        return stream;
    }

    private PushSocket socket(Replica replica, String query) {
        PushSocket socket = new PushSocket(replica.port(), story.userId, query);
        opened.add(socket::close);
        return socket;
    }

    /** As any replica publishes it. */
    private static void hint(UUID userId, long sequence) {
        one.bean(StringRedisTemplate.class).convertAndSend("notifications:user:" + userId, Long.toString(sequence));
    }

    private static void awaitByHints(EventStream events, UUID userId, long sequence) {
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    hint(userId, sequence);
                    return events.hasNotification();
                });
    }

    private int refusedHandshake(Replica replica, String query) {
        try {
            return socket(replica, query).closeCode();
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private void tell(int count) {
        NotificationsClient client = new NotificationsClient(one.port(), story.userId);
        long before = client.unread();
        for (int i = 0; i < count; i++) {
            story.send(story.placed(UUID.randomUUID()));
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> client.unread() == before + count);
    }
}
