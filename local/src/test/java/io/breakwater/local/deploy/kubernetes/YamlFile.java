package io.breakwater.local.deploy.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as trees: no key twice in a map, no types but JSON's. */
final class YamlFile {

    private static final JsonMapper TREES = JsonMapper.builder().build();

    private YamlFile() {}

    static List<JsonNode> documents(Path file) {
        return parse(text(file));
    }

    /** Of a file that has one document. */
    static JsonNode document(Path file) {
        List<JsonNode> all = documents(file);
        if (all.size() != 1) {
            throw new KustomizeRefusal(file + " has " + all.size() + " documents, not one");
        }
        return all.getFirst();
    }

    static List<JsonNode> parse(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        // Of docker-compose.yml; the default is 50.
        strict.setMaxAliasesForCollections(200);
        List<JsonNode> all = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(text)) {
            all.add(TREES.<JsonNode>valueToTree(document));
        }
        return all;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
