package io.breakwater.local.deploy.kubernetes;

import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 6902: add, replace, remove. */
final class JsonPatch {

    private JsonPatch() {}

    static void apply(ObjectNode target, JsonNode operations) {
        for (JsonNode operation : operations) {
            Kustomize.only(operation, Set.of("op", "path", "value"), "JSON patch");
            String path = operation.path("path").asString();
            JsonPointer pointer = JsonPointer.compile(path);
            JsonNode parent = target.at(pointer.head());
            String last = pointer.last().getMatchingProperty();
            String verb = operation.path("op").asString();
            JsonNode value = operation.path("value").deepCopy();
            boolean done = switch (parent) {
                case ObjectNode map -> map(map, verb, last, value);
                case ArrayNode list -> list(list, verb, last, value);
                default -> false;
            };
            if (!done) {
                throw new KustomizeRefusal("can't " + verb + " " + path);
            }
        }
    }

    private static boolean map(ObjectNode map, String verb, String field, JsonNode value) {
        boolean there = map.has(field);
        switch (verb) {
            case "add" -> map.set(field, value);
            case "replace" -> map.replace(field, value);
            case "remove" -> map.remove(field);
            default -> throw new KustomizeRefusal("JSON patch: this renderer doesn't know " + verb);
        }
        return there || verb.equals("add");
    }

    private static boolean list(ArrayNode list, String verb, String place, JsonNode value) {
        if (verb.equals("add") && place.equals("-")) {
            list.add(value);
            return true;
        }
        int index = Integer.parseInt(place);
        boolean there = index < list.size();
        switch (verb) {
            case "add" -> list.insert(index, value);
            case "replace" -> there = there && list.set(index, value) != null;
            case "remove" -> list.remove(index);
            default -> throw new KustomizeRefusal("JSON patch: this renderer doesn't know " + verb);
        }
        return there || verb.equals("add");
    }
}
