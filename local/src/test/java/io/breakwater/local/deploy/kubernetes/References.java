package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Everything that something names must be there. */
final class References {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([^)]+)\\)");

    private final Rendered rendered;
    private final List<String> findings = new ArrayList<>();

    private References(Rendered rendered) {
        this.rendered = rendered;
    }

    /** @param secrets {@code name/key} of all that there are */
    static List<String> findings(Rendered rendered, Set<String> secrets) {
        References references = new References(rendered);
        Set<String> missing = secrets(rendered);
        missing.removeAll(secrets);
        missing.forEach(key -> references.findings.add("no Secret has " + key));
        rendered.workloads().forEach(references::workload);
        references.selectors();
        references.names();
        return references.findings;
    }

    /** {@code name/key} of all that pods mount. A whole Secret can't be mounted: what is missing would go unseen. */
    static Set<String> secrets(Rendered rendered) {
        Set<String> keys = new TreeSet<>();
        for (Workload workload : rendered.workloads()) {
            for (Volume volume : workload.pod().getVolumes()) {
                if (volume.getSecret() != null) {
                    keys(
                            keys,
                            volume.getSecret().getSecretName(),
                            volume.getSecret().getItems());
                }
                sources(volume).stream()
                        .map(VolumeProjection::getSecret)
                        .filter(Objects::nonNull)
                        .forEach(secret -> keys(keys, secret.getName(), secret.getItems()));
            }
        }
        return keys;
    }

    static List<VolumeProjection> sources(Volume volume) {
        return volume.getProjected() == null ? List.of() : volume.getProjected().getSources();
    }

    private static void keys(Set<String> keys, String secret, List<KeyToPath> items) {
        if (items.isEmpty()) {
            keys.add(secret + "/(each key has to be named)");
        }
        items.forEach(item -> keys.add(secret + "/" + item.getKey()));
    }

    private void workload(Workload workload) {
        String account = workload.pod().getServiceAccountName();
        if (account != null) {
            need(workload.name(), "ServiceAccount", account);
        }
        for (Volume volume : workload.pod().getVolumes()) {
            if (volume.getConfigMap() != null) {
                need(workload.name(), "ConfigMap", volume.getConfigMap().getName());
            }
        }
        for (Container container : workload.containers()) {
            container
                    .getEnvFrom()
                    .forEach(from -> need(
                            workload.name(), "ConfigMap", from.getConfigMapRef().getName()));
            Set<String> volumes = new TreeSet<>();
            workload.pod().getVolumes().forEach(volume -> volumes.add(volume.getName()));
            container.getVolumeMounts().stream()
                    .filter(mount -> !volumes.contains(mount.getName()))
                    .forEach(mount -> findings.add(workload.name() + " has no volume " + mount.getName()));
            variables(workload, container);
        }
    }

    /** {@code $(NAME)} in a value stays as it is where nothing has that name. */
    private void variables(Workload workload, Container container) {
        Set<String> known = new TreeSet<>();
        for (var from : container.getEnvFrom()) {
            String map = from.getConfigMapRef().getName();
            if (rendered.has("ConfigMap", map)) {
                known.addAll(rendered.get(ConfigMap.class, map).getData().keySet());
            }
        }
        for (EnvVar variable : container.getEnv()) {
            String value = Objects.requireNonNullElse(variable.getValue(), "");
            VARIABLE.matcher(value)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> findings.add(
                            workload.name() + " has no variable " + name + " before " + variable.getName()));
            if (!known.add(variable.getName())) {
                findings.add(workload.name() + " has the variable " + variable.getName() + " twice");
            }
        }
    }

    private void selectors() {
        for (Deployment deployment : rendered.all(Deployment.class)) {
            String name = deployment.getMetadata().getName();
            if (!Selectors.takes(
                    deployment.getSpec().getSelector(), rendered.workload(name).labels())) {
                findings.add("Deployment " + name + " doesn't select its own pods");
            }
        }
        for (Service service : rendered.all(Service.class)) {
            if (!"ExternalName".equals(service.getSpec().getType())) {
                selected(
                        "Service",
                        service.getMetadata().getName(),
                        service.getSpec().getSelector());
            }
        }
        for (PodDisruptionBudget budget : rendered.all(PodDisruptionBudget.class)) {
            selected(
                    "PodDisruptionBudget",
                    budget.getMetadata().getName(),
                    budget.getSpec().getSelector().getMatchLabels());
        }
        for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
            if (rendered.workloads().stream()
                    .noneMatch(workload -> Selectors.takes(policy.getSpec().getPodSelector(), workload.labels()))) {
                findings.add("NetworkPolicy " + policy.getMetadata().getName() + " selects no pod");
            }
        }
        for (ServiceMonitor monitor : rendered.all(ServiceMonitor.class)) {
            if (rendered.all(Service.class).stream()
                    .noneMatch(service -> Selectors.takes(
                            monitor.spec().selector(), service.getMetadata().getLabels()))) {
                findings.add("ServiceMonitor " + monitor.metadata().getName() + " selects no Service");
            }
        }
    }

    /** Exactly the pods of its own name: what more it took would get somebody else's traffic. */
    private void selected(String kind, String name, Map<String, String> selector) {
        List<String> taken = rendered.workloads().stream()
                .filter(workload -> Selectors.takes(selector, workload.labels()))
                .map(Workload::name)
                .toList();
        if (!taken.equals(List.of(name))) {
            findings.add(kind + " " + name + " selects the pods of " + taken);
        }
    }

    private void names() {
        for (HorizontalPodAutoscaler scaler : rendered.all(HorizontalPodAutoscaler.class)) {
            need(
                    scaler.getMetadata().getName() + "'s autoscaler",
                    scaler.getSpec().getScaleTargetRef().getKind(),
                    scaler.getSpec().getScaleTargetRef().getName());
        }
        for (HTTPRoute route : rendered.all(HTTPRoute.class)) {
            route.getSpec().getParentRefs().forEach(parent -> need("the route", "Gateway", parent.getName()));
            route.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getBackendRefs().stream())
                    .forEach(backend -> backend(backend.getName(), backend.getPort()));
        }
    }

    private void backend(String service, Integer port) {
        need("the route", "Service", service);
        if (rendered.has("Service", service)
                && rendered.get(Service.class, service).getSpec().getPorts().stream()
                        .noneMatch(known -> known.getPort().equals(port))) {
            findings.add("the route needs port " + port + " of " + service);
        }
    }

    private void need(String who, String kind, String name) {
        if (!rendered.has(kind, name)) {
            findings.add(who + " needs " + kind + " " + name);
        }
    }
}
