package io.breakwater.local.deploy.kubernetes;

import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** All connections to Postgres at the worst: everybody at the autoscaler's maximum, in the middle of a roll-out. */
final class Connections {

    // Flyway holds its lock with one and migrates with another.
    private static final int OF_A_START = 2;
    // superuser_reserved_connections, by default.
    private static final int RESERVED = 3;

    private final Rendered rendered;

    private Connections(Rendered rendered) {
        this.rendered = rendered;
    }

    static List<String> findings(Rendered rendered) {
        Connections connections = new Connections(rendered);
        List<String> findings = new ArrayList<>();
        int clients = connections.clients();
        int atServer = connections.starting() + RESERVED;
        if (rendered.has("Deployment", "pgbouncer")) {
            Map<String, String> settings = connections.pgbouncer();
            int accepted = Integer.parseInt(Objects.requireNonNull(settings.get("max_client_conn")));
            if (clients > accepted) {
                findings.add("services may open " + clients + " connections, PgBouncer takes " + accepted);
            }
            atServer += connections.pooled(settings);
        } else {
            atServer += clients;
        }
        int limit = connections.limit();
        if (atServer > limit) {
            findings.add("Postgres may get " + atServer + " connections and allows " + limit);
        }
        return findings;
    }

    private int clients() {
        return withDatabase().stream()
                .mapToInt(program -> pool(program) * most(program))
                .sum();
    }

    /** At the maximum, those that come and those that go: a leaving replica holds its pool for its grace period. */
    private int most(Program program) {
        DeploymentSpec spec = rendered.get(Deployment.class, program.name()).getSpec();
        int surge = spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
        return rendered.get(HorizontalPodAutoscaler.class, program.name())
                        .getSpec()
                        .getMaxReplicas()
                + surge
                + surge * leaving(spec);
    }

    private static int leaving(DeploymentSpec spec) {
        long grace = spec.getTemplate().getSpec().getTerminationGracePeriodSeconds();
        return Math.ceilDiv((int) grace, spec.getMinReadySeconds());
    }

    /** Migrations go past PgBouncer. */
    private int starting() {
        return withDatabase().stream()
                .mapToInt(program -> OF_A_START
                        * rendered
                                .get(HorizontalPodAutoscaler.class, program.name())
                                .getSpec()
                                .getBehavior()
                                .getScaleUp()
                                .getPolicies()
                                .stream()
                                .mapToInt(HPAScalingPolicy::getValue)
                                .sum())
                .sum();
    }

    /** Those that leave still hold theirs. */
    private int pooled(Map<String, String> settings) {
        DeploymentSpec spec = rendered.get(Deployment.class, "pgbouncer").getSpec();
        int atOnce = spec.getReplicas()
                + spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()
                + spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal() * leaving(spec);
        int perDatabase = Integer.parseInt(Objects.requireNonNull(settings.get("max_db_connections")));
        return atOnce * perDatabase * withDatabase().size();
    }

    private int limit() {
        if (rendered.has("Deployment", "postgres")) {
            return rendered.workload("postgres").app().getArgs().stream()
                    .filter(argument -> argument.startsWith("max_connections="))
                    .mapToInt(argument -> Integer.parseInt(argument.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
        return Integer.parseInt(Objects.requireNonNull(rendered.get(Service.class, "postgres")
                .getMetadata()
                .getAnnotations()
                .get("breakwater.io/max-connections")));
    }

    /** {@code platform.yml}, what the service says of its own, or what the place says. */
    private int pool(Program program) {
        String place = rendered.settings("places").get("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE");
        if (place != null) {
            return Integer.parseInt(place);
        }
        int size = 0;
        List<JsonNode> documents =
                new ArrayList<>(YamlFile.documents(Path.of("../platform/src/main/resources/platform.yml")));
        documents.addAll(YamlFile.documents(Path.of("..", program.name(), "src/main/resources/application.yml")));
        for (JsonNode document : documents) {
            size = document.at("/spring/datasource/hikari/maximum-pool-size").asInt(size);
        }
        return size;
    }

    private Map<String, String> pgbouncer() {
        Map<String, String> settings = new HashMap<>();
        Objects.requireNonNull(rendered.settings("pgbouncer").get("pgbouncer.ini"))
                .lines()
                .filter(line -> !line.startsWith(";") && line.contains("="))
                .map(line -> line.split("=", 2))
                .forEach(pair -> settings.put(pair[0].strip(), pair[1].strip()));
        return settings;
    }

    private static List<Program> withDatabase() {
        return Topology.PROGRAMS.stream()
                .filter(program -> program.database() != null)
                .toList();
    }
}
