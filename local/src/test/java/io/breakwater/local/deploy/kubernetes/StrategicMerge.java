package io.breakwater.local.deploy.kubernetes;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps are merged, null removes, lists are merged by their key or replaced, as Kubernetes' schema has it for each. A list
 * that isn't named here is refused where there are two to choose from.
 */
final class StrategicMerge {

    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "topologySpreadConstraints", "topologyKey");
    private static final Set<String> REPLACED = Set.of("envFrom", "metrics", "policies", "sources", "drop");

    private StrategicMerge() {}

    static void apply(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String field = entry.getKey();
            JsonNode change = entry.getValue();
            JsonNode old = target.path(field);
            if (field.startsWith("$")) {
                throw new KustomizeRefusal("this renderer doesn't know the directive " + field);
            }
            if (change.isNull()) {
                target.remove(field);
            } else if (change instanceof ObjectNode map && old instanceof ObjectNode oldMap) {
                apply(oldMap, map);
            } else if (change instanceof ArrayNode list && old instanceof ArrayNode oldList) {
                target.set(field, lists(field, oldList, list));
            } else {
                target.set(field, change.deepCopy());
            }
        }
    }

    private static ArrayNode lists(String field, ArrayNode old, ArrayNode change) {
        if (REPLACED.contains(field)) {
            return change.deepCopy();
        }
        String key = field.equals("ports") ? portKey(change) : KEYS.get(field);
        if (key == null) {
            throw new KustomizeRefusal("this renderer doesn't know how to merge two lists of " + field);
        }
        // The patch's first, in its order, then what it doesn't name.
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : change) {
            ObjectNode result = find(old, key, element) instanceof ObjectNode known
                    ? known.deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            apply(result, (ObjectNode) element);
            merged.add(result);
        }
        for (JsonNode element : old) {
            if (find(change, key, element).isMissingNode()) {
                merged.add(element);
            }
        }
        return merged;
    }

    private static JsonNode find(ArrayNode list, String key, JsonNode like) {
        for (JsonNode element : list) {
            if (element.path(key).equals(like.path(key))) {
                return element;
            }
        }
        return list.path(list.size());
    }

    /** Of a container, else of a Service. */
    private static String portKey(ArrayNode ports) {
        return ports.path(0).has("containerPort") ? "containerPort" : "port";
    }
}
