package io.breakwater.notifications;

import io.breakwater.platform.events.Event;
import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every sample of an event that was ever recorded, each also as a later producer may write it: with fields added. */
public final class EventSamples {

    private static final JsonMapper JSON = new JsonMapper();

    private EventSamples() {}

    /** An event, and the data that it carries. */
    public record Sample(String name, Event event, JsonNode data) {

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Sample> of(String type) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Checkout.root().resolve("contracts/events/samples").resolve(type))) {
            for (Path file : files.sorted().toList()) {
                JsonNode recorded = JSON.readTree(Files.readString(file));
                String name = type + "/" + file.getFileName();
                samples.add(sample(name, recorded.get("headers"), recorded.get("data")));
                samples.add(
                        sample(name + " with fields added", recorded.get("headers"), extended(recorded.get("data"))));
            }
        }
        if (samples.isEmpty()) {
            throw new IllegalStateException("There are no samples of " + type);
        }
        return samples;
    }

    private static Sample sample(String name, JsonNode headers, JsonNode data) {
        Event event = new Event(
                UUID.fromString(headers.get("ce_id").stringValue()),
                headers.get("ce_type").stringValue(),
                headers.get("ce_source").stringValue(),
                UUID.fromString(headers.get("ce_subject").stringValue()),
                Long.parseLong(headers.get("ce_aggregateversion").stringValue()),
                Instant.parse(headers.get("ce_time").stringValue()),
                null,
                data.toString().getBytes(StandardCharsets.UTF_8));
        return new Sample(name, event, data);
    }

    /** A field more in every object, however deep. */
    private static JsonNode extended(JsonNode node) {
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
        children.forEach(EventSamples::extend);
    }
}
