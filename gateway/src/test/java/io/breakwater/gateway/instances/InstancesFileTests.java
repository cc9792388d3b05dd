package io.breakwater.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class InstancesFileTests {

    @TempDir
    private Path directory;

    private Path file;
    private Instances instances;
    private InstancesFile watched;

    @BeforeEach
    void watch() {
        file = directory.resolve("instances.json");
        var settings = new InstancesSettings(
                file,
                Duration.ofMillis(5),
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(6));
        instances = new Instances(settings);
        watched = new InstancesFile(settings, instances, JsonMapper.shared());
    }

    @AfterEach
    void stop() {
        watched.stop();
    }

    @Test
    void theFileIsReadBeforeTheDoorOpensAndAgainWhenItChanges() throws IOException {
        write("{\"core-api\": [{\"index\": 1, \"host\": \"127.0.0.1\", \"port\": 8082}], \"auth-service\": []}");

        watched.start();

        assertThat(instances.list("core-api")).extracting(Instance::port).containsExactly(8082);
        write("{\"core-api\": [{\"index\": 2, \"host\": \"127.0.0.1\", \"port\": 8182, \"new\": true}]}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(instances.list("core-api"))
                        .extracting(Instance::port)
                        .containsExactly(8182));
    }

    @Test
    void whatCannotBeReadChangesNothingAndIsSaidOnce(CapturedOutput output) throws IOException {
        write("{\"core-api\": [{\"index\": 1, \"host\": \"127.0.0.1\", \"port\": 8082}]}");
        watched.start();

        write("{\"core-api\": [{\"index\": 1, \"host\": \"127.0.0.1\", \"port\": 0}]}");
        await().atMost(Duration.ofSeconds(20)).until(() -> output.getOut().contains("last good list stays"));
        write("{\"core-api\": [");
        Files.delete(file);
        write("[]");

        assertThat(instances.list("core-api")).extracting(Instance::port).containsExactly(8082);
        write("{\"core-api\": [{\"index\": 1, \"host\": \"127.0.0.1\", \"port\": 8083}]}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(instances.list("core-api"))
                        .extracting(Instance::port)
                        .containsExactly(8083));
        assertThat(output.getOut().split("last good list stays", -1)).hasSize(2);
    }

    @Test
    void aFileThatComesLaterIsTaken() throws IOException {
        watched.start();
        assertThat(instances.list("core-api")).isEmpty();

        write("{\"core-api\": [{\"index\": 1, \"host\": \"127.0.0.1\", \"port\": 8082}]}");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> instances.list("core-api").size() == 1);
    }

    private void write(String json) throws IOException {
        Files.writeString(file, json);
    }
}
