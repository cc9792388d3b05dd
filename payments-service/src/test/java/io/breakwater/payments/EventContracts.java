package io.breakwater.payments;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.breakwater.testing.Checkout;
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

    /** The data of every sample of a type, as a later producer may write it: with a field more in every object. */
    public static List<String> extendedSamples(String type) {
        List<String> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(EVENTS.resolve("samples").resolve(type))) {
            files.sorted().forEach(file -> {
                JsonNode data = JSON.readTree(read(file)).required("data");
                extend(data);
                samples.add(data.toString());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
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
