package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies allow the topology's edges, and no more. */
class EdgesTests {

    private static final String NAMES = "kube-system/kube-dns:53";

    @Test
    void aLaptopHasTheTopologysEdges() {
        Rendered local = Rendered.overlay("local");

        NavigableSet<String> expected = new TreeSet<>(withNames(local));
        expected.addAll(edges());
        Topology.PROGRAMS.forEach(
                program -> program.uses().forEach(use -> expected.add(program.name() + " → " + pod(use))));
        expected.add("payments-service → provider-simulator:http");
        expected.add("kafka-topics → kafka:kafka");
        expected.add("postgres-databases → postgres:postgres");
        expected.add("anybody → gateway:http");
        assertThat(Edges.of(local)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"staging,10.20.0.0/16", "production,10.10.0.0/16"})
    void elsewhereBackingServicesAreOutside(String overlay, String network) {
        Rendered rendered = Rendered.overlay(overlay);

        NavigableSet<String> expected = new TreeSet<>(withNames(rendered));
        expected.addAll(edges());
        for (Program program : Topology.PROGRAMS) {
            program.uses().forEach(use -> expected.add(program.name() + " → " + network + ":" + port(use)));
            if (program.database() != null) {
                expected.add(program.name() + " → pgbouncer:postgres");
            }
            if (rendered.has("Deployment", program.name())) {
                expected.add("monitoring → " + program.name() + ":management");
                expected.add(program.name() + " → monitoring:4318");
            }
        }
        expected.add("pgbouncer → " + network + ":5432");
        expected.add("payments-service → 0.0.0.0/0:443");
        expected.add("gateway-system → gateway:http");
        assertThat(Edges.of(rendered)).containsExactlyElementsOf(expected);
    }

    @Test
    void anEdgeTooManyIsSeen() {
        Rendered local = Rendered.overlay("local");
        Rendered opened = local.broken(
                        "NetworkPolicy",
                        "core-api",
                        "[{op: add, path: /spec/egress/-, value: {to: [{podSelector: {}}]}}]")
                .broken("NetworkPolicy", "redis", "[{op: add, path: /spec/ingress/-, value: {}}]");

        assertThat(more(local, opened)).contains("core-api → redis:redis");
    }

    @Test
    void oneSidesLeaveIsNotEnough() {
        Rendered local = Rendered.overlay("local");
        Rendered opened = local.broken(
                "NetworkPolicy", "redis", "[{op: add, path: /spec/ingress/-, value: {from: [{podSelector: {}}]}}]");

        assertThat(more(local, opened)).isEmpty();
    }

    @Test
    void withoutTheDefaultTheNewcomerIsOpen() {
        Rendered local = Rendered.overlay("local");
        Rendered open = local.without("NetworkPolicy", "default-deny")
                .without("NetworkPolicy", "names")
                .without("NetworkPolicy", "core-api");

        assertThat(more(local, open)).contains("anybody → core-api", "core-api → anybody");
    }

    private static Set<String> more(Rendered before, Rendered after) {
        Set<String> more = new TreeSet<>(Edges.of(after));
        more.removeAll(Edges.of(before));
        return more;
    }

    /** Among the programs: the door to all, and all to the keys of internal tokens. */
    private static Set<String> edges() {
        Set<String> edges = new TreeSet<>();
        for (Program program : Topology.SERVICES) {
            edges.add("gateway → " + program.name() + ":http");
            if (!program.equals(Topology.AUTH)) {
                edges.add(program.name() + " → auth-service:http");
            }
        }
        return edges;
    }

    private static Set<String> withNames(Rendered rendered) {
        Set<String> edges = new TreeSet<>();
        rendered.workloads().stream()
                .flatMap(workload -> Stream.of("", "/UDP").map(protocol -> workload.name() + " → " + NAMES + protocol))
                .forEach(edges::add);
        return edges;
    }

    private static String pod(Uses use) {
        return switch (use) {
            case POSTGRES -> "postgres:postgres";
            case REDIS -> "redis:redis";
            case KAFKA -> "kafka:kafka";
            case MAILBOX -> "mailbox:smtp";
        };
    }

    private static int port(Uses use) {
        return switch (use) {
            case POSTGRES -> 5432;
            case REDIS -> 6379;
            case KAFKA -> 9092;
            case MAILBOX -> 1025;
        };
    }
}
