package io.breakwater.local.drill.gather;

import io.breakwater.local.drill.check.EventFacts.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads whole topics of contracts/topics.json, outside of any consumer group. */
final class Topics {

    // A broker that has just come back needs some seconds; who is still silent then is away.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Sources sources;
    private final JsonNode declared;

    Topics(Sources sources) {
        this.sources = sources;
        try {
            this.declared = JsonMapper.builder().build().readTree(Files.readString(sources.topics()));
        } catch (IOException e) {
            throw new Unanswered(sources.topics().toString(), e);
        }
    }

    /** Who consumes each topic. */
    Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (JsonNode topic : declared.path("topics")) {
            groups.put(
                    topic.path("name").asString(),
                    StreamSupport.stream(topic.path("groups").spliterator(), false)
                            .map(JsonNode::asString)
                            .toList());
        }
        return groups;
    }

    /** In the order of each partition's log. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        read(List.copyOf(groups().keySet()), record -> events.add(event(record)));
        return events;
    }

    /** A line for each record of a dead-letter topic that is not older. */
    List<String> deadLetters(Instant since) {
        List<String> topics = new ArrayList<>();
        groups().forEach((topic, groups) -> groups.forEach(group -> topics.add(topic + "." + group + ".dlt")));
        List<String> letters = new ArrayList<>();
        read(topics, record -> {
            if (record.timestamp() >= since.toEpochMilli()) {
                letters.add(record.topic() + " " + record.partition() + "/" + record.offset());
            }
        });
        return letters;
    }

    private void read(List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:" + sources.ports().kafka(), "default.api.timeout.ms", (int)
                        PATIENCE.toMillis());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                var records = consumer.poll(POLL);
                records.forEach(to);
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new KafkaException("the log's end was not reached");
                }
            }
        } catch (KafkaException e) {
            throw new Unanswered("Kafka", e);
        }
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        return new Event(
                record.topic(),
                record.partition(),
                record.offset(),
                UUID.fromString(header(record, "ce_id")),
                header(record, "ce_type").intern(),
                UUID.fromString(header(record, "ce_subject")),
                Long.parseLong(header(record, "ce_aggregateversion")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
