package io.breakwater.local.deploy.kubernetes;

import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Ports and what is asked there: those that the programs have, by names that exist. */
final class Doors {

    private static final String MANAGEMENT = "management:";

    private final Rendered rendered;
    private final List<String> findings = new ArrayList<>();

    private Doors(Rendered rendered) {
        this.rendered = rendered;
    }

    static List<String> findings(Rendered rendered) {
        Doors doors = new Doors(rendered);
        Topology.PROGRAMS.stream()
                .filter(program -> rendered.has("Deployment", program.name()))
                .forEach(doors::ports);
        rendered.workloads().forEach(doors::probes);
        rendered.services().forEach(doors::allProbes);
        doors.services();
        doors.policies();
        doors.monitors();
        return doors.findings;
    }

    /** As {@code platform.yml} has them, on the port that operators use. */
    static Set<String> managementPaths() {
        JsonNode management = YamlFile.document(Path.of("../platform/src/main/resources/platform.yml"))
                .path("management");
        Set<String> paths = new TreeSet<>();
        for (JsonNode group : management.path("endpoint").path("health").path("group")) {
            String path = group.path("additional-path").asString("");
            if (path.startsWith(MANAGEMENT)) {
                paths.add(path.substring(MANAGEMENT.length()));
            }
        }
        for (JsonNode mapping : management.path("endpoints").path("web").path("path-mapping")) {
            paths.add("/" + mapping.asString());
        }
        return paths;
    }

    private void ports(Program program) {
        Ports local = new Ports(0);
        Map<String, Integer> wanted = new TreeMap<>(Map.of("http", local.of(program, 1)));
        if (program.managed()) {
            wanted.put("management", local.management(program, 1));
        }
        Map<String, Integer> found = new TreeMap<>();
        rendered.workload(program.name()).ports().forEach(port -> found.put(port.getName(), port.getContainerPort()));
        if (!found.equals(wanted)) {
            findings.add(program.name() + " has the ports " + found + ", the program " + wanted);
        }
    }

    private void probes(Workload workload) {
        for (Container container : workload.containers()) {
            Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                    .filter(Objects::nonNull)
                    .forEach(probe -> probe(workload, probe));
        }
    }

    private void probe(Workload workload, Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        IntOrString port = get != null
                ? get.getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
        if (port == null) {
            return;
        }
        if (port.getStrVal() == null || workload.port(port.getStrVal()).isEmpty()) {
            findings.add("a probe of " + workload.name() + " asks at " + port.getValue() + ", which is no port's name");
        }
        if (get != null
                && "management".equals(port.getStrVal())
                && !managementPaths().contains(get.getPath())) {
            findings.add("a probe of " + workload.name() + " asks for " + get.getPath());
        }
    }

    private void allProbes(Workload service) {
        probed(service, "startup", service.app().getStartupProbe(), "/livez");
        probed(service, "readiness", service.app().getReadinessProbe(), "/readyz");
        probed(service, "liveness", service.app().getLivenessProbe(), "/livez");
    }

    private void probed(Workload service, String which, Probe probe, String path) {
        if (probe == null
                || probe.getHttpGet() == null
                || !"management".equals(probe.getHttpGet().getPort().getStrVal())
                || !path.equals(probe.getHttpGet().getPath())) {
            findings.add(service.name() + " has no " + which + " probe that asks for " + path + " at management");
        }
    }

    private void services() {
        for (Service service : rendered.all(Service.class)) {
            String name = service.getMetadata().getName();
            if ("ExternalName".equals(service.getSpec().getType())) {
                continue;
            }
            Workload workload = rendered.workload(name);
            for (ServicePort port : service.getSpec().getPorts()) {
                String target = port.getTargetPort() == null
                        ? null
                        : port.getTargetPort().getStrVal();
                // Behind a headless Service a caller meets the pod's own port: the two have to be the same.
                if (target == null || !workload.port(target).equals(Optional.of(port.getPort()))) {
                    findings.add(
                            "Service " + name + " has a port " + port.getPort() + " that is not its pods' " + target);
                }
            }
        }
    }

    private void policies() {
        for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(port -> port.getPort().getStrVal())
                    .filter(port -> port == null
                            || rendered.workloads().stream()
                                    .filter(workload ->
                                            Selectors.takes(policy.getSpec().getPodSelector(), workload.labels()))
                                    .anyMatch(workload -> workload.port(port).isEmpty()))
                    .forEach(port -> findings.add("NetworkPolicy "
                            + policy.getMetadata().getName() + " lets in at " + port + ", which is no port's name"));
        }
    }

    private void monitors() {
        for (ServiceMonitor monitor : rendered.all(ServiceMonitor.class)) {
            for (ServiceMonitor.Endpoint endpoint : monitor.spec().endpoints()) {
                if (!managementPaths().contains(endpoint.path())) {
                    findings.add("the monitor asks for " + endpoint.path());
                }
                rendered.all(Service.class).stream()
                        .filter(service -> Selectors.takes(
                                monitor.spec().selector(), service.getMetadata().getLabels()))
                        .filter(service -> service.getSpec().getPorts().stream()
                                .noneMatch(port -> port.getName().equals(endpoint.port())))
                        .forEach(service -> findings.add("the monitor needs a port " + endpoint.port() + " of "
                                + service.getMetadata().getName()));
            }
        }
    }
}
