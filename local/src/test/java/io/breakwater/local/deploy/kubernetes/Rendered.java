package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What one directory renders to, as Kubernetes' own types. */
final class Rendered {

    static final Path ROOT = Path.of("../deploy/kubernetes");
    static final List<String> OVERLAYS = List.of("local", "staging", "production");

    private record Item(String kind, String name, ObjectNode document, Object object) {}

    private final List<Item> items;

    private Rendered(List<Item> items) {
        this.items = items;
    }

    static Rendered overlay(String name) {
        return of(ROOT.resolve("overlays").resolve(name));
    }

    static Rendered of(Path directory) {
        return new Rendered(
                Kustomize.render(directory).stream().map(Rendered::item).toList());
    }

    private static Item item(ObjectNode document) {
        return new Item(
                document.path("kind").asString(),
                document.path("metadata").path("name").asString(),
                document,
                Model.parse(document));
    }

    /** The same with one mistake in it, written as a JSON patch. */
    Rendered broken(String kind, String name, String operations) {
        List<Item> changed = new ArrayList<>();
        for (Item item : items) {
            if (item.kind().equals(kind) && item.name().equals(name)) {
                ObjectNode copy = item.document().deepCopy();
                JsonPatch.apply(copy, YamlFile.parse(operations).getFirst());
                changed.add(item(copy));
            } else {
                changed.add(item);
            }
        }
        if (changed.equals(items)) {
            throw new IllegalArgumentException("nothing to break: " + kind + " " + name);
        }
        return new Rendered(changed);
    }

    /** The same without one of them. */
    Rendered without(String kind, String name) {
        return new Rendered(items.stream()
                .filter(item -> !(item.kind().equals(kind) && item.name().equals(name)))
                .toList());
    }

    List<ObjectNode> documents() {
        return items.stream().map(Item::document).toList();
    }

    <T> List<T> all(Class<T> type) {
        return items.stream()
                .map(Item::object)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    boolean has(String kind, String name) {
        return items.stream()
                .anyMatch(item -> item.kind().equals(kind) && item.name().equals(name));
    }

    <T> T get(Class<T> type, String name) {
        return items.stream()
                .filter(item -> item.name().equals(name) && type.isInstance(item.object()))
                .map(item -> type.cast(item.object()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " " + name));
    }

    List<Workload> workloads() {
        return Stream.concat(
                        all(Deployment.class).stream()
                                .map(deployment -> new Workload(
                                        deployment.getMetadata().getName(),
                                        deployment
                                                .getSpec()
                                                .getTemplate()
                                                .getMetadata()
                                                .getLabels(),
                                        deployment.getSpec().getTemplate().getSpec())),
                        all(Job.class).stream()
                                .map(job -> new Workload(
                                        job.getMetadata().getName(),
                                        job.getSpec()
                                                .getTemplate()
                                                .getMetadata()
                                                .getLabels(),
                                        job.getSpec().getTemplate().getSpec())))
                .toList();
    }

    List<Workload> services() {
        return workloads().stream().filter(Workload::isService).toList();
    }

    Workload workload(String name) {
        return workloads().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of a generated ConfigMap, by its name without the hash. */
    Map<String, String> settings(String name) {
        return all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().matches(name + "-[a-z0-9]{10}"))
                .map(ConfigMap::getData)
                .findFirst()
                .orElseThrow();
    }
}
