package io.breakwater.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.platform.jdbc.FreshSchema;
import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.KafkaRecords.Received;
import io.breakwater.testing.Program;
import io.breakwater.testing.TcpProxy;
import io.breakwater.testing.TestDatabase;
import io.breakwater.testing.TestServers;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a real process that has a message, a job and a request in hand. */
class WorkInHandIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    // As in the other tests: this is not about a machine that is slow.
    private static final String[] PATIENT = {
        "--spring.datasource.hikari.connection-timeout=10000", "--spring.jdbc.template.query-timeout=10s"
    };

    @TempDir
    Path directory;

    private final FreshSchema schema = FreshSchema.create();
    private final String topic = "t" + UUID.randomUUID() + ".v1";
    private final String published = "p" + UUID.randomUUID() + ".v1";
    private final UUID message = UUID.randomUUID();
    private final UUID errand = UUID.randomUUID();
    private final UUID answer = UUID.randomUUID();

    @BeforeEach
    void createTopics() throws InterruptedException, ExecutionException {
        short one = 1;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, 1, one),
                            new NewTopic(topic + "." + WorkingApplication.NAME + ".dlt", 1, one),
                            new NewTopic(published, 1, one)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void isFinishedAndNothingMoreIsBegun() throws Exception {
        try (Program program = start(schema.url(), TestServers.kafka(), "2s", PATIENT)) {
            UUID nextMessage = UUID.randomUUID();
            UUID lateErrand = UUID.randomUUID();
            deliver(message, Duration.ofSeconds(4));
            deliver(nextMessage, Duration.ZERO);
            program.get("/errand?id=" + errand + "&for=PT7S");
            CompletableFuture<HttpResponse<String>> inFlight = program.begin("/publish?id=" + answer + "&for=PT6S");
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> program.get("/hands").body().equals("3"));

            program.sigterm();
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> program.management("/readyz").statusCode() == 503);
            program.get("/errand?id=" + lateErrand + "&for=PT0S");

            assertThat(program.exitCode()).as("%s", program).isZero();
            assertThat(inFlight.get().body()).isEqualTo("published");
            assertThat(column("SELECT event_id::text FROM inbox")).containsExactly(message.toString());
            assertThat(committedOffset()).isEqualTo(1L);
            assertThat(column("SELECT key FROM work")).containsExactly(lateErrand.toString());
            assertThat(publishedKeys()).containsExactlyInAnyOrder(errand.toString(), answer.toString());
            assertThat(program.log())
                    // Kafka's client, of a member that leaves while partitions are still being handed to it.
                    .filteredOn(line -> !line.contains("OffsetFetch failed with STALE_MEMBER_EPOCH"))
                    .noneMatch(line -> line.contains("\"level\":\"ERROR\"") || line.contains("stack_trace"));
        }
    }

    @Test
    void isLeftToOthersWhereItTakesLonger() throws Exception {
        try (Program program = start(schema.url(), TestServers.kafka(), "0s", PATIENT)) {
            deliver(message, BOUND);
            program.get("/errand?id=" + errand + "&for=" + BOUND);
            CompletableFuture<HttpResponse<String>> inFlight = program.begin("/publish?id=" + answer + "&for=" + BOUND);
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> program.get("/hands").body().equals("3"));

            program.sigterm();

            assertThat(program.exitCode()).as("%s", program).isEqualTo(1);
            assertThat(inFlight).isCompletedExceptionally();
            assertThat(column("SELECT event_id::text FROM inbox")).isEmpty();
            assertThat(committedOffset()).isNull();
            assertThat(column("SELECT key FROM work WHERE status = 'DUE'")).containsExactly(errand.toString());
            assertThat(program.log())
                    .filteredOn(line -> line.contains("\"WARN\"") && line.contains("Draining: "))
                    .hasSize(3);
            assertThat(program.log()).noneMatch(line -> line.contains("beyond the budget"));
        }
    }

    @Test
    void holdsNobodyWhileDatabaseAndBrokerAreAway() throws Exception {
        URI database = URI.create(schema.url().substring("jdbc:".length()));
        try (TcpProxy wire = new TcpProxy(database.getHost(), database.getPort());
                Program program = start(
                        schema.url().replace(":" + database.getPort() + "/", ":" + wire.port() + "/"),
                        "127.0.0.1:1",
                        "1s")) {
            program.get("/publish?id=" + answer + "&for=PT0S");

            wire.freeze();
            program.sigterm();

            assertThat(program.exitCode()).as("%s", program).isZero();
            assertThat(program.log())
                    .as("an outage is told, not poured out")
                    .hasSizeLessThan(1_000)
                    .noneMatch(line -> line.contains("\"level\":\"ERROR\""));
        }
    }

    private Program start(String url, String kafka, String hold, String... more) {
        TestDatabase database = TestServers.database();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + database.application(),
                "--spring.datasource.password=" + database.applicationPassword(),
                "--spring.flyway.enabled=false",
                "--spring.kafka.bootstrap-servers=" + kafka,
                "--platform.drain.hold=" + hold,
                "--topic=" + topic,
                "--published=" + published));
        arguments.addAll(List.of(more));
        return Program.start(WorkingApplication.class, directory, arguments.toArray(String[]::new));
    }

    private void deliver(UUID id, Duration pause) {
        try (KafkaRecords records = new KafkaRecords()) {
            Map<String, String> headers = Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", id.toString(),
                    "ce_source", "test",
                    "ce_type", "Slow",
                    "ce_subject", id.toString(),
                    "ce_time", "2026-03-02T09:30:12.980Z",
                    "ce_aggregateversion", "1");
            String body = "{\"id\": \"%s\", \"millis\": %d}".formatted(id, pause.toMillis());
            records.send(topic, id.toString(), headers, body);
        }
    }

    private List<String> publishedKeys() {
        try (KafkaRecords records = new KafkaRecords()) {
            return records.in(published).stream().map(Received::key).toList();
        }
    }

    private List<String> column(String sql) {
        return schema.owner().sql(sql).query((row, number) -> row.getString(1)).list();
    }

    /** How far the group has come; null where it has committed nothing. */
    private @Nullable Long committedOffset() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            var offset = admin.listConsumerGroupOffsets(WorkingApplication.NAME)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return offset == null ? null : offset.offset();
        }
    }
}
