package io.breakwater.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.testing.Checkout;
import io.breakwater.testing.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerIT {

    private final KafkaPorts ports = new KafkaPorts(FreePorts.next(), FreePorts.next());

    @TempDir
    private Path data;

    private KafkaServer kafka;

    @BeforeEach
    void create() {
        kafka = new KafkaServer(
                Binaries.of(Checkout.backing(), System.out::println),
                data,
                ports,
                Checkout.topics(),
                new RecordedLog());
    }

    @AfterEach
    void end() {
        kafka.kill();
    }

    @Test
    void hasTheDeclaredTopicsAndTheirDeadLetters() throws Exception {
        kafka.start();

        try (Admin admin = admin()) {
            var names = List.of(
                    "users.v1",
                    "users.v1.notifications-service.dlt",
                    "orders.v1",
                    "orders.v1.payments-service.dlt",
                    "orders.v1.notifications-service.dlt",
                    "payments.v1",
                    "payments.v1.core-api.dlt");
            assertThat(admin.listTopics().names().get(1, TimeUnit.MINUTES)).containsExactlyInAnyOrderElementsOf(names);
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get(1, TimeUnit.MINUTES);
            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(12));
            assertThat(retention(admin, "orders.v1")).isEqualTo("604800000");
            assertThat(retention(admin, "orders.v1.payments-service.dlt")).isEqualTo("2592000000");
        }
    }

    @Test
    void keepsItsRecordsOverARestart() throws Exception {
        kafka.start();
        send("orders.v1");

        kafka.stop();
        kafka.start();

        assertThat(count("orders.v1")).isEqualTo(1);
    }

    @Test
    void refusesAnUndeclaredTopic() {
        kafka.start();

        assertThatThrownBy(() -> send("mistyped.v1")).hasMessageContaining("mistyped.v1");
    }

    @Test
    void saysThatItsControllersPortIsTaken() throws Exception {
        try (var socket = new ServerSocket(ports.controller(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(BackingFailure.class)
                    .hasMessageStartingWith("Port " + socket.getLocalPort() + " (Kafka controller) is taken by pid ");
        }
    }

    private void send(String topic) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 10_000);
        try (var producer =
                new KafkaProducer<byte[], byte[]>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] value = "kept".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, 3, null, value)).get(1, TimeUnit.MINUTES);
        }
    }

    private long count(String topic) throws Exception {
        var partition = new TopicPartition(topic, 3);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(1, TimeUnit.MINUTES)
                    .offset();
        }
    }

    private static String retention(Admin admin, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get(1, TimeUnit.MINUTES)
                .get(resource)
                .get("retention.ms")
                .value();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
