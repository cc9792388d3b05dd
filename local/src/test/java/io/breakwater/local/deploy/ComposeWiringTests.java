package io.breakwater.local.deploy;

import static io.breakwater.local.deploy.Compose.find;
import static io.breakwater.local.deploy.Compose.number;
import static io.breakwater.local.deploy.Compose.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.deploy.Compose.Service;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeWiringTests {

    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z-]+):(\\d{2,5})");

    private final Compose compose = Compose.read();

    @Test
    void everyAddressIsAServiceAndAPortThatItHas() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Topology.PROGRAMS.forEach(program -> ports.put(program.name(), program.port()));
        ports.put("postgres", 5432);
        ports.put("pgbouncer", number("^listen_port = (\\d+)", text("deploy/docker/pgbouncer/pgbouncer.ini")));
        ports.put("kafka", 9092);

        assertThat(compose.ours())
                .allSatisfy(service -> service.environment().values().stream()
                        .flatMap(value -> ADDRESS.matcher(value).results())
                        .forEach(address -> assertThat(ports)
                                .as("%s asks %s", service.name(), address.group())
                                .containsEntry(address.group(1), Integer.parseInt(address.group(2)))));
        assertThat(find("server (gateway:8080) ", text("deploy/docker/nginx/nginx.conf")))
                .isNotEmpty();
    }

    @Test
    void everyVariableIsAPropertyOfItsProgram() {
        PropertyNames known = PropertyNames.read();

        assertThat(compose.ours())
                .allSatisfy(service -> service.environment().keySet().stream()
                        .filter(key -> !key.startsWith("OTEL_"))
                        .forEach(key -> assertThat(known.knows(key))
                                .as("%s of %s is no property", key, service.name())
                                .isTrue()));
        assertThat(known.knows("GATEWAY_EDGE_TRUSTED_PROXY")).isFalse();
    }

    @Test
    void theGatewayFindsEveryServiceByItsName() {
        Map<String, String> found = new TreeMap<>();
        compose.get("gateway").environment().forEach((key, value) -> {
            if (key.startsWith("gateway.instances.dns.")) {
                found.put(key.substring("gateway.instances.dns.".length()), value);
            }
        });

        Map<String, String> expected = new TreeMap<>();
        Topology.SERVICES.forEach(program -> expected.put(program.name(), program.name() + ":" + program.port()));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theApplicationGoesThroughPgBouncerAndItsOwnerGoesDirect() {
        for (Program program : Topology.PROGRAMS) {
            String database = program.database();
            if (database != null) {
                assertThat(compose.get(program.name()).environment())
                        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://pgbouncer:6432/" + database)
                        .containsEntry("SPRING_DATASOURCE_USERNAME", database + "_app")
                        .containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://postgres:5432/" + database)
                        .containsEntry("SPRING_FLYWAY_USER", database + "_owner");
            }
        }
    }

    @Test
    void everyDatabaseIsMadeAndPooled() {
        List<String> databases = Topology.PROGRAMS.stream()
                .map(Program::database)
                .filter(java.util.Objects::nonNull)
                .toList();

        assertThat(find("^for database in (.*); do", text("deploy/docker/postgres/databases.sh"))
                        .split(" "))
                .containsExactlyElementsOf(databases);
        assertThat(Pattern.compile("^(\\w+) = host=postgres port=5432 dbname=\\1$", Pattern.MULTILINE)
                        .matcher(text("deploy/docker/pgbouncer/pgbouncer.ini"))
                        .results()
                        .map((MatchResult found) -> found.group(1)))
                .containsExactlyElementsOf(databases);
    }

    @Test
    void whoUsesRedisWaitsForItAndKnowsWhereItIs() {
        for (Service service : compose.ours()) {
            boolean uses = Topology.get(service.name()).uses().stream()
                    .anyMatch(use -> use.word().equals("redis"));
            assertThat(service.environment().containsKey("SPRING_DATA_REDIS_HOST"))
                    .as(service.name())
                    .isEqualTo(uses);
            assertThat(service.after().containsKey("redis")).as(service.name()).isEqualTo(uses);
        }
    }

    @Test
    void whatTheDoorDoesNotNeedIsBehindIt() {
        assertThat(compose.services().values().stream()
                        .filter(service -> service.list("networks").contains("front")))
                .extracting(Service::name)
                .containsExactlyInAnyOrder("nginx", "gateway", "mailpit");
    }
}
