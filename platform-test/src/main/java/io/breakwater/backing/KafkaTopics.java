package io.breakwater.backing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that contracts/topics.json declares and the broker lacks. Runs in the broker's JVM. */
final class KafkaTopics {

    // The broker is only just starting; a slow machine takes a minute.
    private static final int BOUND_MILLIS = 110_000;
    private static final short ONE_REPLICA = 1;

    private KafkaTopics() {}

    static void create(String bootstrapServers, Path declaration) throws Exception {
        List<NewTopic> declared = read(declaration);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "default.api.timeout.ms", BOUND_MILLIS,
                "request.timeout.ms", BOUND_MILLIS,
                "reconnect.backoff.max.ms", 100);
        try (Admin admin = Admin.create(settings)) {
            Set<String> existing = admin.listTopics().names().get(BOUND_MILLIS, TimeUnit.MILLISECONDS);
            declared.removeIf(topic -> existing.contains(topic.name()));
            admin.createTopics(declared).all().get(BOUND_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static List<NewTopic> read(Path declaration) throws Exception {
        JsonNode root = new ObjectMapper().readTree(declaration.toFile());
        JsonNode deadLetters = root.required("deadLetters");
        var topics = new ArrayList<NewTopic>();
        for (JsonNode topic : root.required("topics")) {
            String name = topic.required("name").asText();
            int partitions = topic.required("partitions").asInt();
            topics.add(topic(name, partitions, topic.required("retention").asText()));
            for (JsonNode group : topic.required("groups")) {
                String deadLetterName = deadLetters
                        .required("name")
                        .asText()
                        .replace("<topic>", name)
                        .replace("<group>", group.asText());
                topics.add(topic(
                        deadLetterName,
                        partitions,
                        deadLetters.required("retention").asText()));
            }
        }
        return topics;
    }

    private static NewTopic topic(String name, int partitions, String retention) {
        long millis = Duration.parse(retention).toMillis();
        return new NewTopic(name, partitions, ONE_REPLICA).configs(Map.of("retention.ms", Long.toString(millis)));
    }
}
