package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The servers of a laptop's cluster get their topics and databases by compose's scripts, and what those ask for. */
class DevInfraTests {

    private final Rendered local = Rendered.overlay("local");

    @Test
    void theTopicsAreTheContractsAndTheScriptIsComposes() {
        assertThat(local.settings("topics"))
                .containsEntry("topics.json", YamlFile.text(Path.of("../contracts/topics.json")));
        assertThat(local.settings("kafka-topics"))
                .containsEntry("topics.sh", YamlFile.text(Path.of("../deploy/docker/kafka/topics.sh")));
        assertThat(local.workload("kafka-topics").app().getCommand())
                .containsExactly("bash", "/scripts/topics.sh", "/contracts/topics.json");
    }

    @Test
    void eachServiceHasItsDatabaseAndBothPasswords() {
        List<String> databases = Topology.PROGRAMS.stream()
                .map(Program::database)
                .filter(Objects::nonNull)
                .toList();
        String script =
                Objects.requireNonNull(local.settings("postgres-databases").get("databases.sh"));

        assertThat(script).contains("for database in " + String.join(" ", databases) + "; do");
        assertThat(passwords())
                .contains("superuser")
                .containsAll(databases.stream().map(name -> name + "_owner").toList())
                .containsAll(databases.stream().map(name -> name + "_app").toList());
    }

    private Set<String> passwords() {
        return local.workload("postgres-databases").pod().getVolumes().stream()
                .flatMap(volume -> References.sources(volume).stream())
                .flatMap(source -> source.getSecret().getItems().stream())
                .map(KeyToPath::getPath)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
