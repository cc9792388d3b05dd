package io.breakwater.testing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas and samples under contracts/events. */
public final class EventContracts {

    private static final Path EVENTS = Checkout.root().resolve("contracts/events");
    private static final JsonMapper JSON = new JsonMapper();

    private EventContracts() {}

    /** What the data violates of its type's schema. */
    public static List<Error> violations(String type, String data) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(EVENTS.resolve(type + ".schema.json")), InputFormat.JSON)
                .validate(data, InputFormat.JSON);
    }

    /** The names of all types that have a schema. */
    public static List<String> types() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".schema.json"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sample of a type, each with headers and data. */
    public static List<JsonNode> samples(String type) {
        List<JsonNode> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(EVENTS.resolve("samples").resolve(type))) {
            files.sorted().forEach(file -> samples.add(JSON.readTree(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    /** As a later producer may write it: a field more in every object. */
    public static JsonNode extended(JsonNode node) {
        JsonNode copy = node.deepCopy();
        extend(copy);
        return copy;
    }

    private static void extend(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        if (node instanceof ObjectNode object) {
            object.putObject("addedLater").put("unknown", true);
        }
        children.forEach(EventContracts::extend);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
