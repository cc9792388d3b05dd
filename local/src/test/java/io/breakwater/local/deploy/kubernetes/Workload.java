package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods of one kind, whoever makes them. */
record Workload(String name, Map<String, String> labels, PodSpec pod) {

    static final String NAME = "app.kubernetes.io/name";
    static final String COMPONENT = "app.kubernetes.io/component";

    /** One of ours, which serves and scales. */
    boolean isService() {
        return "service".equals(labels.get(COMPONENT));
    }

    List<Container> containers() {
        return pod.getContainers();
    }

    /** The only one. */
    Container app() {
        return containers().getFirst();
    }

    List<ContainerPort> ports() {
        return containers().stream()
                .flatMap(container -> container.getPorts().stream())
                .toList();
    }

    Optional<Integer> port(String name) {
        return ports().stream()
                .filter(port -> port.getName().equals(name))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
