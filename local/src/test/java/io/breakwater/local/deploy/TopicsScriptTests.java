package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code topics.sh} with a tool in Kafka's place that only says what it was asked. */
class TopicsScriptTests {

    private static final Path CONTRACT = Compose.REPOSITORY.resolve("contracts/topics.json");

    @TempDir
    private Path directory;

    @Test
    void everyTopicAndDeadLetterTopicOfTheContractIsCreated() throws Exception {
        assertThat(created("")).containsExactlyInAnyOrderElementsOf(wanted());
    }

    @Test
    void whatIsThereIsLeftAlone() throws Exception {
        List<String> missing = wanted().stream()
                .filter(topic -> !topic.startsWith("orders.v1 "))
                .toList();

        assertThat(created("orders.v1")).containsExactlyInAnyOrderElementsOf(missing);
    }

    private List<String> created(String existing) throws IOException, InterruptedException {
        Path kafka = directory.resolve("kafka-topics.sh");
        Files.writeString(kafka, """
                #!/bin/sh
                shift 2
                if [ "$1" = --list ]; then echo '%s'; else echo "$*"; fi
                """.formatted(existing));
        assertThat(kafka.toFile().setExecutable(true)).isTrue();
        Process script = new ProcessBuilder(
                        "bash",
                        Compose.REPOSITORY
                                .resolve("deploy/docker/kafka/topics.sh")
                                .toString(),
                        CONTRACT.toString(),
                        kafka.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(script.exitValue()).as(output).isZero();
        return output.lines()
                .filter(line -> line.startsWith("--create"))
                .map(line -> line.replaceAll(
                        "--create --if-not-exists --topic (\\S+) --partitions (\\d+) --replication-factor 1"
                                + " --config retention.ms=(\\d+)",
                        "$1 $2 $3"))
                .toList();
    }

    private static List<String> wanted() throws IOException {
        JsonNode contract = JsonMapper.shared().readTree(Files.readString(CONTRACT));
        String deadLetters = millis(contract.get("deadLetters").get("retention"));
        List<String> wanted = new ArrayList<>();
        for (JsonNode topic : contract.get("topics")) {
            String name = topic.get("name").asString();
            int partitions = topic.get("partitions").asInt();
            wanted.add(name + " " + partitions + " " + millis(topic.get("retention")));
            for (JsonNode group : topic.get("groups")) {
                wanted.add(name + "." + group.asString() + ".dlt " + partitions + " " + deadLetters);
            }
        }
        return wanted;
    }

    private static String millis(JsonNode retention) {
        return String.valueOf(Duration.parse(retention.asString()).toMillis());
    }
}
