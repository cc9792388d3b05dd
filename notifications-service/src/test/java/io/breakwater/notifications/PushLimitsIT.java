package io.breakwater.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.TcpProxy;
import io.breakwater.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live push where something is at its limit: Redis, a reader, a replica. */
class PushLimitsIT {

    private static final TcpProxy REDIS = new TcpProxy("127.0.0.1", TestServers.redis());

    private static Replica replica;

    private final KafkaRecords kafka = new KafkaRecords();
    private final Story story = new Story(kafka);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        replica = new Replica(
                REDIS.port(),
                "notifications.push.streams=8",
                "notifications.push.ping=1s",
                "notifications.push.stall=1s",
                // A slow machine gets time to read, once it does.
                "notifications.push.farewell=30s",
                "server.tomcat.connection-timeout=1s");
    }

    @AfterAll
    static void stop() throws IOException {
        replica.close();
        REDIS.close();
    }

    /** What another test has closed counts until a ping finds out. */
    @BeforeEach
    void awaitNoStreams() {
        await().atMost(Duration.ofSeconds(60)).until(() -> open("sse") + open("websocket") == 0);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        REDIS.mend();
        kafka.close();
    }

    @Test
    void withoutRedisThePollDelivers() {
        EventStream events = events(story.userId);
        PushSocket socket = new PushSocket(replica.port(), story.userId, "");
        opened.add(socket::close);

        REDIS.cut();
        // Not told by this replica: nothing rings here.
        Backlog.add(story.userId, 3);

        assertThat(events.nextSequences(3)).containsExactly(1L, 2L, 3L);
        assertThat(socket.nextSequences(3)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void withoutRedisEachReplicaCountsItsOwn() {
        REDIS.cut();
        for (int i = 0; i < 5; i++) {
            assertThat(events(story.userId).response().statusCode()).isEqualTo(200);
        }

        assertThat(events(story.userId).response().statusCode()).isEqualTo(429);
    }

    @Test
    void aSlowReaderIsDroppedAndHoldsUpNobody() {
        UUID slow = UUID.randomUUID();
        Backlog.add(slow, 40_000);
        EventStream other = events(story.userId);
        double before = ended("sse", "too-slow");

        StubbornReader reader = StubbornReader.events(replica.port(), slow);
        opened.add(reader);
        story.send(story.placed(UUID.randomUUID()));

        assertThat(other.next().sequence()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> ended("sse", "too-slow") == before + 1);
        assertThat(sent("sse")).isLessThan(40_000);
    }

    @Test
    void aSlowReaderOfAWebSocketIsToldWhyOnceItReads() {
        UUID slow = UUID.randomUUID();
        Backlog.add(slow, 40_000);
        double before = sent("websocket");
        StubbornReader reader = StubbornReader.socket(replica.port(), slow);
        opened.add(reader);
        await().until(() -> sent("websocket") > before);

        // What the kernel doesn't take within the stall is too slow; a look every three stalls is enough to see it
        // stand.
        double[] seen = {-1};
        await().pollInterval(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    boolean stands = sent("websocket") == seen[0];
                    seen[0] = sent("websocket");
                    return stands;
                });

        assertThat(StubbornReader.closeCode(reader.lastBytes())).isEqualTo(4408);
        await().until(() -> ended("websocket", "too-slow") == 1);
        assertThat(sent("websocket") - before).isLessThan(40_000);
    }

    @Test
    void aFullReplicaSaysSo() {
        for (int i = 0; i < 8; i++) {
            assertThat(events(UUID.randomUUID()).response().statusCode()).isEqualTo(200);
        }

        EventStream refused = events(UUID.randomUUID());

        assertThat(refused.response().statusCode()).isEqualTo(503);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void streamsWhoseClientsHaveGoneDontCount() {
        for (int i = 0; i < 20; i++) {
            EventStream stream = events(story.userId);
            assertThat(stream.response().statusCode()).as("stream " + i).isEqualTo(200);
            stream.close();
        }
    }

    private EventStream events(UUID userId) {
        EventStream stream = new EventStream(replica.port(), userId, null);
        opened.add(stream);
        return stream;
    }

    private static double ended(String kind, String reason) {
        return replica.bean(MeterRegistry.class)
                .get("breakwater.push.ended")
                .tags("kind", kind, "reason", reason)
                .counter()
                .count();
    }

    private static double open(String kind) {
        return replica.bean(MeterRegistry.class)
                .get("breakwater.push.streams")
                .tags("kind", kind)
                .gauge()
                .value();
    }

    private static double sent(String kind) {
        return replica.bean(MeterRegistry.class)
                .get("breakwater.push.sent")
                .tags("kind", kind)
                .counter()
                .count();
    }
}
