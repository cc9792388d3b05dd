package io.breakwater.local.deploy.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param kind of what is changed; empty for any
 * @param name of what is changed; empty for any
 * @param label {@code key=value} that it has; empty for any
 * @param change a list is a JSON patch (RFC 6902), a map a strategic merge
 */
record Patch(String kind, String name, String label, JsonNode change) {

    static Patch read(Path directory, JsonNode entry) {
        Kustomize.only(entry, Set.of("path", "target"), "patches");
        JsonNode target = entry.path("target");
        Kustomize.only(target, Set.of("kind", "name", "labelSelector"), "patches: target");
        JsonNode change = YamlFile.document(
                Kustomize.inside(directory, directory.resolve(entry.path("path").asString())));
        if (target.isMissingNode()) {
            return new Patch(
                    change.path("kind").asString(),
                    change.path("metadata").path("name").asString(),
                    "",
                    change);
        }
        return new Patch(
                target.path("kind").asString(""),
                target.path("name").asString(""),
                target.path("labelSelector").asString(""),
                change);
    }

    void apply(List<Resource> resources) {
        List<Resource> met = resources.stream().filter(this::meets).toList();
        if (met.isEmpty()) {
            throw new KustomizeRefusal("a patch for %s %s %s meets nothing".formatted(kind, name, label));
        }
        for (Resource resource : met) {
            if (change instanceof ObjectNode merged) {
                StrategicMerge.apply(resource.body(), withoutIdentity(merged));
            } else {
                JsonPatch.apply(resource.body(), change);
            }
        }
    }

    private boolean meets(Resource resource) {
        String[] pair = label.split("=", 2);
        return (kind.isEmpty() || kind.equals(resource.kind()))
                && (name.isEmpty() || name.equals(resource.name()))
                && (label.isEmpty()
                        || resource.body()
                                .path("metadata")
                                .path("labels")
                                .path(pair[0])
                                .asString("")
                                .equals(pair[1]));
    }

    /** Where there is a target, what the patch calls itself doesn't count. */
    private static ObjectNode withoutIdentity(ObjectNode merged) {
        ObjectNode copy = merged.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        copy.withObjectProperty("metadata").remove("name");
        return copy;
    }
}
