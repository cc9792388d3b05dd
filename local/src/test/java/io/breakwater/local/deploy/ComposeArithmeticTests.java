package io.breakwater.local.deploy;

import static io.breakwater.local.deploy.Compose.find;
import static io.breakwater.local.deploy.Compose.number;
import static io.breakwater.local.deploy.Compose.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.deploy.Compose.Service;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that depend on each other, read where each of them lives. */
class ComposeArithmeticTests {

    // Of max_connections, Postgres keeps three for superusers; two more are for people and their tools.
    private static final int RESERVED_CONNECTIONS = 5;
    // While it migrates, a replica holds one for Flyway's lock and one for the migration.
    private static final int MIGRATION_CONNECTIONS = 2;

    private final Compose compose = Compose.read();
    private final String bouncer = text("deploy/docker/pgbouncer/pgbouncer.ini");
    private final String nginx = text("deploy/docker/nginx/nginx.conf");
    private final String platform = text("platform/src/main/resources/platform.yml");
    private final String gateway = text("gateway/src/main/resources/application.yml");
    private final String instances =
            text("gateway/src/main/java/io/breakwater/gateway/instances/InstancesSettings.java");
    private final String drain = text("platform/src/main/java/io/breakwater/platform/drain/DrainProperties.java");

    @Test
    void everyProgramHasTimeForItsWholeDrain() {
        Duration budget = Duration.ofSeconds(number("\"(\\d+)s\"\\) Duration budget", drain));
        Duration simulators = Duration.ofSeconds(number(
                "DRAIN = Duration.ofSeconds\\((\\d+)\\)",
                text("provider-simulator/src/main/java/io/breakwater/simulator/ProviderSimulator.java")));

        assertThat(compose.ours())
                .allSatisfy(service ->
                        assertThat(service.grace()).isGreaterThan(budget).isGreaterThan(simulators));
    }

    @Test
    void nginxLeavesWithinItsGrace() {
        Duration streams = Duration.ofSeconds(number("worker_shutdown_timeout (\\d+)s", nginx));
        Duration route = Duration.ofSeconds(number("^ +response-timeout: (\\d+)s", gateway));

        assertThat(compose.get("nginx").grace()).isGreaterThan(streams).isGreaterThan(route);
    }

    @Test
    void theServicesPoolsFitPgBouncerAlsoWhileTheyRoll() {
        int pool = number("maximum-pool-size: (\\d+)", platform);
        int clients = withDatabase().stream()
                // A rolling restart has one more of each for a moment.
                .mapToInt(service -> (service.replicas() + 1) * pool)
                .sum();

        assertThat(clients).isLessThanOrEqualTo(number("^max_client_conn = (\\d+)", bouncer));
        assertThat(withDatabase())
                .allSatisfy(service -> assertThat(service.replicas() * pool)
                        .as("%s finds a server connection for each of its own", service.name())
                        .isLessThanOrEqualTo(number("^default_pool_size = (\\d+)", bouncer)));
    }

    @Test
    void pgBouncerAndTheMigrationsFitPostgres() {
        int servers = withDatabase().size() * number("^default_pool_size = (\\d+)", bouncer);
        int migrations = withDatabase().stream().mapToInt(Service::replicas).sum() * MIGRATION_CONNECTIONS;
        int most = number(
                "-cmax_connections=(\\d+)",
                String.join(" ", compose.get("postgres").list("command")));

        assertThat(servers + migrations + RESERVED_CONNECTIONS).isLessThanOrEqualTo(most);
    }

    @Test
    void whoSaysThatItLeavesIsAvoidedUntilItRefusesConnections() {
        assertThat(number("\"(\\d+)s\"\\) Duration leaveFor", instances))
                .isGreaterThan(number("\"(\\d+)s\"\\) Duration hold", drain));
        assertThat(number("\"(\\d+)s\"\\) Duration dnsInterval", instances))
                .isLessThan(number("\"(\\d+)s\"\\) Duration hold", drain));
    }

    @Test
    void nginxWaitsLongerThanTheGatewayAndClosesItsIdleConnectionsFirst() {
        int idle = number("gateways \\{[^}]*keepalive_timeout (\\d+)s", nginx);
        int read = number("proxy_read_timeout (\\d+)s", nginx);

        assertThat(idle).isLessThan(number("idle-timeout: (\\d+)s", gateway));
        assertThat(idle).isLessThan(number("\"(\\d+)s\"\\) Duration hold", drain));
        assertThat(read).isGreaterThan(number("^ +response-timeout: (\\d+)s", gateway));
        assertThat(read)
                .isGreaterThan(number(
                        "\"(\\d+)s\"\\) Duration stall",
                        text("gateway/src/main/java/io/breakwater/gateway/upstream/UpstreamSettings.java")));
        assertThat(number("client_body_timeout (\\d+)s", nginx))
                .isGreaterThan(number(
                        "\"(\\d+)s\"\\) Duration requestTimeout",
                        text("gateway/src/main/java/io/breakwater/gateway/edge/EdgeSettings.java")));
    }

    @Test
    void redisKeepsWithinItsContainer() {
        int most = number("^maxmemory (\\d+)mb", text("deploy/docker/redis/redis.conf"));

        // A rewrite of the append-only file copies what changes meanwhile.
        assertThat(most * 5 / 4).isLessThanOrEqualTo(compose.get("redis").megabytes());
    }

    @Test
    void aHeapLeavesRoomForTheRestOfItsProcess() {
        int percent = number("^-XX:MaxRAMPercentage=(\\d+)", text("deploy/docker/image/jvm.options"));
        // Metaspace 110 MB, compiled code 50, threads, the collector's tables and buffers 60: what a busy service has.
        int rest = 220;

        for (Program program : Topology.PROGRAMS) {
            int memory = compose.get(program.name()).megabytes();
            assertThat(memory * percent / 100).isGreaterThanOrEqualTo(program.heapMegabytes());
            if (program.managed()) {
                assertThat(memory * (100 - percent) / 100).isGreaterThanOrEqualTo(rest);
            }
        }
    }

    @Test
    void theDoorBelievesOnlyPrivateNetworks() {
        assertThat(find("^ +(proxy_set_header X-Forwarded-For) \\$remote_addr;", nginx))
                .isNotEmpty();
        assertThat(compose.get("gateway").environment().get("GATEWAY_EDGE_TRUSTED_PROXIES"))
                .isEqualTo("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16");
    }

    private List<Service> withDatabase() {
        return Topology.PROGRAMS.stream()
                .filter(program -> program.database() != null)
                .map(program -> compose.get(program.name()))
                .toList();
    }
}
