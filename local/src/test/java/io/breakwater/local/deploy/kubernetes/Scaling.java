package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Autoscalers that can do what they say: by metrics that there are, without flapping, without a rival. */
final class Scaling {

    // The size of the whole in five minutes decides, not the last dip.
    private static final int CALM_SECONDS = 300;

    private final Rendered rendered;
    private final List<String> findings = new ArrayList<>();

    private Scaling(Rendered rendered) {
        this.rendered = rendered;
    }

    static List<String> findings(Rendered rendered) {
        Scaling scaling = new Scaling(rendered);
        for (Workload service : rendered.services()) {
            if (rendered.has("HorizontalPodAutoscaler", service.name())) {
                scaling.scaler(service);
            } else {
                scaling.findings.add(service.name() + " has no autoscaler");
            }
        }
        return scaling.findings;
    }

    private void scaler(Workload service) {
        HorizontalPodAutoscaler scaler = rendered.get(HorizontalPodAutoscaler.class, service.name());
        Integer fixed = rendered.get(Deployment.class, service.name()).getSpec().getReplicas();
        if (fixed != null) {
            findings.add(service.name() + " has " + fixed + " replicas, whatever its autoscaler says");
        }
        if (scaler.getSpec().getMinReplicas() >= scaler.getSpec().getMaxReplicas()) {
            findings.add(service.name() + "'s autoscaler has nothing to choose");
        }
        HorizontalPodAutoscalerBehavior behavior = scaler.getSpec().getBehavior();
        if (behavior == null
                || behavior.getScaleDown().getStabilizationWindowSeconds() < CALM_SECONDS
                || behavior.getScaleUp().getPolicies().isEmpty()) {
            findings.add(service.name() + "'s autoscaler may flap");
        }
        for (MetricSpec metric : scaler.getSpec().getMetrics()) {
            if (metric.getResource() != null
                    && !service.app()
                            .getResources()
                            .getRequests()
                            .containsKey(metric.getResource().getName())) {
                findings.add(service.name() + " has no request of "
                        + metric.getResource().getName());
            }
            if (metric.getPods() != null && !exists(metric.getPods().getMetric().getName())) {
                findings.add("no program has a metric "
                        + metric.getPods().getMetric().getName());
            }
        }
    }

    /** A gauge of that name is registered somewhere: Prometheus writes Micrometer's dots as underscores. */
    private static boolean exists(String metric) {
        String registered = '"' + metric.replace('_', '.') + '"';
        return Stream.of("platform", "gateway", "notifications-service")
                .flatMap(module -> sources(Path.of("..", module, "src/main/java")))
                .anyMatch(source -> YamlFile.text(source).contains(registered));
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
