package io.breakwater.local.deploy.kubernetes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** ConfigMaps from files and lists, named by the hash of their content: a change of them is a roll-out. */
final class ConfigMaps {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> REFERENCES = Set.of("configMap", "configMapRef", "configMapKeyRef");

    private ConfigMaps() {}

    static Resource generate(Path directory, JsonNode entry) {
        Kustomize.only(entry, Set.of("name", "files", "envs", "literals", "options"), "configMapGenerator");
        Kustomize.only(entry.path("options"), Set.of("disableNameSuffixHash"), "configMapGenerator: options");
        ObjectNode body = JSON.createObjectNode();
        body.put("apiVersion", "v1").put("kind", "ConfigMap");
        body.withObjectProperty("metadata").put("name", entry.path("name").asString());
        ObjectNode data = body.withObjectProperty("data");
        for (JsonNode file : entry.path("files")) {
            Path path = Kustomize.inside(directory, directory.resolve(file.asString()));
            data.put(path.getFileName().toString(), YamlFile.text(path));
        }
        for (JsonNode file : entry.path("envs")) {
            Path path = Kustomize.inside(directory, directory.resolve(file.asString()));
            YamlFile.text(path).lines().map(String::stripLeading).forEach(line -> variable(data, line));
        }
        for (JsonNode literal : entry.path("literals")) {
            variable(data, literal.asString());
        }
        return new Resource(body, !entry.at("/options/disableNameSuffixHash").asBoolean(false));
    }

    /** At the very end, when nothing changes them any more. */
    static List<ObjectNode> withHashes(List<Resource> resources) {
        Map<String, String> names = new HashMap<>();
        List<ObjectNode> bodies = new ArrayList<>();
        for (Resource resource : resources) {
            if (resource.generated()) {
                String name = resource.name() + "-" + hash(resource.body());
                names.put(resource.name(), name);
                resource.body().withObjectProperty("metadata").put("name", name);
            }
            bodies.add(resource.body());
        }
        bodies.forEach(body -> refer(body, names));
        return bodies;
    }

    private static void variable(ObjectNode data, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new KustomizeRefusal("no KEY=VALUE: " + line);
        }
        String key = line.substring(0, equals);
        if (data.has(key)) {
            throw new KustomizeRefusal("twice: " + key);
        }
        data.put(key, line.substring(equals + 1));
    }

    private static void refer(JsonNode node, Map<String, String> names) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (REFERENCES.contains(property.getKey()) && property.getValue() instanceof ObjectNode reference) {
                String name = reference.path("name").asString("");
                reference.put("name", names.getOrDefault(name, name));
            }
        }
        for (JsonNode child : node) {
            refer(child, names);
        }
    }

    /** As kustomize's own hasher: SHA-256 over JSON with sorted keys, in letters that spell no word. */
    private static String hash(ObjectNode body) {
        Map<String, String> data = new TreeMap<>();
        body.path("data")
                .properties()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asString()));
        Map<String, Object> hashed = new TreeMap<>();
        hashed.put("data", data);
        hashed.put("kind", "ConfigMap");
        // Its hasher looks for a field "metadata/name", which nobody has.
        hashed.put("name", "");
        // Go writes these three so that JSON can stand in HTML.
        String json = JSON.writeValueAsString(hashed)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
        return HexFormat.of()
                .formatHex(sha256(json))
                .substring(0, 10)
                .replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
