package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.local.deploy.Compose.Service;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeTests {

    private final Compose compose = Compose.read();

    @Test
    void everyProgramOfTheTopologyIsBuiltAndRun() {
        assertThat(compose.ours())
                .extracting(Service::name)
                .containsExactlyInAnyOrderElementsOf(
                        Topology.PROGRAMS.stream().map(Program::name).toList());
        assertThat(compose.ours()).allSatisfy(service -> {
            assertThat(service.image()).isEqualTo("breakwater/" + service.name() + ":dev");
            assertThat(service.buildArguments()).containsEntry("MODULE", service.name());
        });
        assertThat(compose.get("gateway").replicas()).isEqualTo(2);
        assertThat(compose.get("provider-simulator").replicas())
                .as("it has one journal")
                .isEqualTo(1);
    }

    @Test
    void everyContainerHasLimitsAndNoPrivileges() {
        assertThat(compose.services().values()).allSatisfy(service -> {
            assertThat(service.limits()).containsOnlyKeys("cpus", "memory", "pids");
            assertThat(service.list("cap_drop")).containsExactly("ALL");
            assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
            assertThat(service.text("logging")).contains("max-size");
            assertThat(service.has("stop_grace_period")).isTrue();
            // Its entry point writes its configuration.
            assertThat(service.text("read_only")).isEqualTo(service.name().equals("kafka") ? "false" : "true");
        });
    }

    @Test
    void whatRunsIsProbedAndComesBack() {
        assertThat(compose.running()).allSatisfy(service -> {
            assertThat(service.text("restart")).isEqualTo("unless-stopped");
            assertThat(service.healthcheck()).containsKeys("test", "interval", "timeout", "retries", "start_period");
            Duration interval =
                    Service.seconds(String.valueOf(service.healthcheck().get("interval")));
            Duration timeout =
                    Service.seconds(String.valueOf(service.healthcheck().get("timeout")));
            assertThat(timeout).isLessThan(interval);
        });
    }

    @Test
    void whoWaitsWaitsForWhatCanCome() {
        assertThat(compose.services().values())
                .allSatisfy(service -> service.after().forEach((name, condition) -> {
                    Service other = compose.get(name);
                    List<String> possible = other.once()
                            ? List.of("service_completed_successfully")
                            : List.of("service_healthy", "service_started");
                    assertThat(condition)
                            .as("%s waits for %s", service.name(), name)
                            .isIn(possible);
                }));
    }

    @Test
    void whatRunsToItsEndIsWaitedForByWhatStays() {
        // Else `up --wait` takes its end for a failure.
        List<String> adopted = compose.running().stream()
                .flatMap(service -> service.after().entrySet().stream())
                .filter(after -> after.getValue().equals("service_completed_successfully"))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(compose.services().values())
                .filteredOn(Service::once)
                .isNotEmpty()
                .allSatisfy(service -> assertThat(adopted).contains(service.name()));
    }

    @Test
    void onlyTheDoorAndTheMailboxArePublishedAndOnLoopback() {
        assertThat(compose.services().values().stream().filter(service -> service.has("ports")))
                .extracting(Service::name, service -> service.list("ports"))
                .containsExactlyInAnyOrder(
                        tuple("nginx", List.of("127.0.0.1:8080:8080")),
                        tuple("mailpit", List.of("127.0.0.1:17080:8025")));
    }

    @Test
    void othersImagesHaveTheVersionInTheirTag() {
        assertThat(compose.services().values())
                .filteredOn(service -> !service.image().startsWith("breakwater/"))
                .allSatisfy(service -> assertThat(service.image()).matches("[a-z/-]+:v?\\d+\\.\\d+[\\w.-]*"));
        assertThat(Compose.text("deploy/docker/Dockerfile").lines().filter(line -> line.startsWith("FROM ")))
                .filteredOn(line -> line.contains("eclipse-temurin"))
                .hasSize(2)
                .allMatch(line -> line.contains(":25.0.3_9-"));
    }

    @Test
    void whatIsMountedIsThere() {
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThat(service.list("volumes"))
                        .filteredOn(volume -> volume.startsWith("./"))
                        .allSatisfy(volume -> {
                            String source = volume.split(":", -1)[0];
                            if (source.startsWith("./secrets/")) {
                                // Its own, made at the first start; Postgres' are also for who makes the databases.
                                assertThat(volume).endsWith(":/run/secrets/breakwater:ro");
                                assertThat(source).isIn("./secrets/" + service.name(), "./secrets/postgres");
                            } else {
                                assertThat(Compose.REPOSITORY.resolve(source)).matches(Files::exists, "exists");
                                assertThat(volume)
                                        .matches(text -> text.endsWith(":ro") || text.equals("./secrets:/secrets"));
                            }
                        }));
    }

    @Test
    void probesAskThePortsThatTheProgramsHave() {
        for (Program program : Topology.PROGRAMS) {
            List<?> test = (List<?>) compose.get(program.name()).healthcheck().get("test");
            String port = String.valueOf(program.managed() ? program.port() + 1000 : program.port());
            String path = program.managed() ? "/readyz" : "/livez";
            assertThat(List.copyOf(test).subList(3, test.size()).toString())
                    .isEqualTo(List.of("Probe", port, path).toString());
        }
        assertThat(Map.copyOf(compose.get("nginx").healthcheck()).toString()).contains("http://127.0.0.1:8080/readyz");
    }
}
