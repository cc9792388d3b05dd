package io.breakwater.platform.events;

import io.breakwater.testing.KafkaRecords;
import io.breakwater.testing.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** A topic of its own, with its dead-letter topic. */
record TestTopic(String name, String bootstrap) {

    static final String GROUP = "events-it";

    /** One that nobody needs. */
    TestTopic(String name) {
        this(name, "");
    }

    static TestTopic create() {
        return create(TestServers.kafka());
    }

    static TestTopic create(String bootstrap) {
        TestTopic topic = new TestTopic("t" + UUID.randomUUID() + ".v1", bootstrap);
        try (Admin admin = topic.admin()) {
            short one = 1;
            admin.createTopics(List.of(new NewTopic(topic.name, 3, one), new NewTopic(topic.deadLetters(), 3, one)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return topic;
    }

    String deadLetters() {
        return name + "." + GROUP + ".dlt";
    }

    void largestMessage(int bytes) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Messages, duplicates included. */
    long size() {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<KafkaRecords.Received> messages() {
        try (KafkaRecords records = new KafkaRecords(bootstrap)) {
            return records.in(name);
        }
    }

    /** The versions of a key's first occurrences, in their order on the topic. */
    List<Long> firstOccurrences(UUID key) {
        Set<String> seen = new HashSet<>();
        List<Long> versions = new ArrayList<>();
        for (KafkaRecords.Received message : messages()) {
            if (message.key().equals(key.toString())
                    && seen.add(message.headers().get("ce_id"))) {
                versions.add(Long.valueOf(message.headers().get("ce_aggregateversion")));
            }
        }
        return versions;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }
}
