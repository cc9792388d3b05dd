package io.breakwater.notifications;

import io.breakwater.platform.events.Event;
import io.breakwater.testing.EventContracts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Every sample of an event that was ever recorded, each also as a later producer may write it: with fields added. */
public final class EventSamples {

    private EventSamples() {}

    /** An event, and the data that it carries. */
    public record Sample(String name, Event event, JsonNode data) {

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Sample> of(String type) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode recorded : EventContracts.samples(type)) {
            String name = type + " " + (samples.size() / 2 + 1);
            JsonNode headers = recorded.required("headers");
            JsonNode data = recorded.required("data");
            samples.add(sample(name, headers, data));
            samples.add(sample(name + " with fields added", headers, EventContracts.extended(data)));
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
}
