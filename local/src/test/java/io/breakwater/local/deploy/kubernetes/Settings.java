package io.breakwater.local.deploy.kubernetes;

import io.breakwater.local.run.Given;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.topology.Uses;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A pod is told what the launcher tells a process: the same files of secrets, the same variables. */
final class Settings {

    // What only a laptop with one loopback address and one file system needs.
    private static final Set<String> OF_A_LAPTOP = Set.of(
            "BREAKWATER_SECRETS",
            "GATEWAY_INSTANCES_FILE",
            "LOGGING_STRUCTURED_FORMAT_CONSOLE",
            "MALLOC_ARENA_MAX",
            "MANAGEMENT_SERVER_ADDRESS",
            "MANAGEMENT_SERVER_PORT",
            "PLATFORM_DRAIN_SKIP_HOLD_FILE",
            "SERVER_ADDRESS",
            "SERVER_PORT",
            // By default the user of the data source.
            "SPRING_FLYWAY_PLACEHOLDERS_APPLICATION");
    // Everywhere but on a laptop Redis asks for a password.
    private static final String REDIS_PASSWORD = "spring.data.redis.password";
    private static final String SEEDS = "auth.seed.";

    private final Rendered rendered;
    private final List<String> findings = new ArrayList<>();

    private Settings(Rendered rendered) {
        this.rendered = rendered;
    }

    /** @param seeded whether the accounts that a local system begins with are wanted */
    static List<String> findings(Rendered rendered, Given given, boolean seeded) {
        Settings settings = new Settings(rendered);
        for (Workload service : rendered.services()) {
            Program program = Topology.get(service.name());
            Set<String> files = given.secrets(program);
            if (!seeded) {
                files.removeIf(file -> file.startsWith(SEEDS));
            }
            if (program.uses().contains(Uses.REDIS)) {
                files.add(REDIS_PASSWORD);
            }
            settings.files(service, files);
            settings.variables(service, given.environment(program));
        }
        settings.instances();
        return settings.findings;
    }

    private void files(Workload service, Set<String> wanted) {
        Set<String> found = new TreeSet<>();
        for (VolumeMount mount : service.app().getVolumeMounts()) {
            if (mount.getMountPath().equals("/run/secrets/breakwater")) {
                found.addAll(files(service, mount.getName()));
            }
        }
        if (!found.equals(wanted)) {
            findings.add(service.name() + " gets the secrets " + found + " instead of " + wanted);
        }
    }

    private static List<String> files(Workload service, String volume) {
        return service.pod().getVolumes().stream()
                .filter(candidate -> candidate.getName().equals(volume))
                .map(References::sources)
                .flatMap(List<VolumeProjection>::stream)
                .flatMap(source -> source.getSecret().getItems().stream())
                .map(KeyToPath::getPath)
                .toList();
    }

    private void variables(Workload service, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(OF_A_LAPTOP);
        missing.removeAll(rendered.settings("places").keySet());
        service.app().getEnv().forEach(variable -> missing.remove(variable.getName()));
        if (!missing.isEmpty()) {
            findings.add(service.name() + " isn't told " + missing);
        }
    }

    /** The gateway looks up every service that it routes to. */
    private void instances() {
        Map<String, String> wanted = new TreeMap<>();
        Topology.SERVICES.forEach(program ->
                wanted.put("gateway.instances.dns." + program.name(), program.name() + ":" + program.port()));
        Map<String, String> found = new TreeMap<>();
        for (EnvVar variable : rendered.workload("gateway").app().getEnv()) {
            if (variable.getName().startsWith("gateway.instances.")) {
                found.put(variable.getName(), Objects.requireNonNullElse(variable.getValue(), ""));
            }
        }
        if (!found.equals(wanted)) {
            findings.add("the gateway looks up " + found + " instead of " + wanted);
        }
    }
}
