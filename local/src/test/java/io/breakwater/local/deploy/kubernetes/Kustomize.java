package io.breakwater.local.deploy.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code kubectl kustomize} makes of a directory, for exactly the features that our manifests use. Any other is refused,
 * so that nothing is passed over in silence; and it is stricter where that finds mistakes: a patch must meet something.
 */
final class Kustomize {

    private static final Set<String> FEATURES = Set.of(
            "apiVersion",
            "kind",
            "namespace",
            "resources",
            "components",
            "configMapGenerator",
            "patches",
            "labels",
            "images");

    private Kustomize() {}

    /** @throws KustomizeRefusal where a feature is unknown, or kustomize itself would refuse */
    static List<ObjectNode> render(Path directory) {
        List<Resource> resources = new ArrayList<>();
        apply(real(directory), "Kustomization", resources);
        return ConfigMaps.withHashes(resources);
    }

    /** A component changes all that was gathered before it; a kustomization only its own. */
    private static void apply(Path directory, String kind, List<Resource> resources) {
        JsonNode kustomization = read(directory, kind);
        for (JsonNode entry : kustomization.path("resources")) {
            load(directory, entry.asString()).forEach(resource -> add(resources, resource));
        }
        for (JsonNode entry : kustomization.path("components")) {
            apply(real(directory.resolve(entry.asString())), "Component", resources);
        }
        for (JsonNode entry : kustomization.path("configMapGenerator")) {
            add(resources, ConfigMaps.generate(directory, entry));
        }
        for (JsonNode entry : kustomization.path("patches")) {
            Patch.read(directory, entry).apply(resources);
        }
        if (kustomization.has("namespace")) {
            move(resources, kustomization.path("namespace").asString());
        }
        for (JsonNode entry : kustomization.path("labels")) {
            label(resources, entry);
        }
        for (JsonNode entry : kustomization.path("images")) {
            tag(resources, entry);
        }
    }

    private static JsonNode read(Path directory, String kind) {
        JsonNode kustomization = YamlFile.document(directory.resolve("kustomization.yaml"));
        only(kustomization, FEATURES, directory.toString());
        String version = "kustomize.config.k8s.io/" + (kind.equals("Component") ? "v1alpha1" : "v1beta1");
        if (!kustomization.path("kind").asString("").equals(kind)
                || !kustomization.path("apiVersion").asString("").equals(version)) {
            throw new KustomizeRefusal(directory + " is no " + version + " " + kind);
        }
        return kustomization;
    }

    private static List<Resource> load(Path directory, String entry) {
        Path path = real(directory.resolve(entry));
        List<Resource> resources = new ArrayList<>();
        if (Files.isDirectory(path)) {
            apply(path, "Kustomization", resources);
            return resources;
        }
        inside(directory, path);
        for (JsonNode document : YamlFile.documents(path)) {
            if (!(document instanceof ObjectNode body)) {
                throw new KustomizeRefusal(path + " has a document that is no map");
            }
            resources.add(new Resource(body, false));
        }
        return resources;
    }

    private static void add(List<Resource> resources, Resource resource) {
        if (resource.kind().isEmpty() || resource.name().isEmpty()) {
            throw new KustomizeRefusal("a resource without kind or name: " + resource.body());
        }
        if (resources.stream().anyMatch(other -> other.id().equals(resource.id()))) {
            throw new KustomizeRefusal("twice: " + resource.id());
        }
        resources.add(resource);
    }

    private static void move(List<Resource> resources, String namespace) {
        for (Resource resource : resources) {
            if (resource.kind().equals("Namespace")) {
                if (!resource.name().equals(namespace)) {
                    throw new KustomizeRefusal("kustomize would rename the namespace " + resource.name());
                }
            } else {
                resource.body().withObjectProperty("metadata").put("namespace", namespace);
            }
        }
    }

    private static void label(List<Resource> resources, JsonNode entry) {
        only(entry, Set.of("pairs", "includeTemplates"), "labels");
        for (Resource resource : resources) {
            pairs(entry, resource.body());
            if (entry.path("includeTemplates").asBoolean(false)
                    && resource.body().path("spec").path("template") instanceof ObjectNode template) {
                pairs(entry, template);
            }
        }
    }

    private static void pairs(JsonNode entry, ObjectNode labelled) {
        ObjectNode labels = labelled.withObjectProperty("metadata").withObjectProperty("labels");
        for (Map.Entry<String, JsonNode> pair : entry.path("pairs").properties()) {
            labels.set(pair.getKey(), pair.getValue());
        }
    }

    private static void tag(List<Resource> resources, JsonNode entry) {
        only(entry, Set.of("name", "newTag"), "images");
        String name = entry.path("name").asString();
        Pattern old = Pattern.compile(Pattern.quote(name) + "(:[\\w.-]+)?");
        for (Resource resource : resources) {
            JsonNode pod = resource.body().path("spec").path("template").path("spec");
            for (JsonNode container : pod.path("containers")) {
                if (old.matcher(container.path("image").asString("")).matches()) {
                    ((ObjectNode) container)
                            .put("image", name + ":" + entry.path("newTag").asString());
                }
            }
            if (pod.has("initContainers")) {
                throw new KustomizeRefusal("images of initContainers");
            }
        }
    }

    static void only(JsonNode node, Set<String> known, String where) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!known.contains(property.getKey())) {
                throw new KustomizeRefusal(where + ": this renderer doesn't know " + property.getKey());
            }
        }
    }

    /** Files of others can't be read, as with kustomize's own default. */
    static Path inside(Path directory, Path file) {
        if (!real(file).startsWith(directory)) {
            throw new KustomizeRefusal(file + " isn't in or below " + directory);
        }
        return file;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
