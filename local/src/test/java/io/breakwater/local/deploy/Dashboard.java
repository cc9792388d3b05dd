package io.breakwater.local.deploy;

import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard as Grafana would read it. */
public record Dashboard(JsonNode json) {

    private static final Path FILE = Checkout.root().resolve("deploy/observability/grafana/dashboards/breakwater.json");

    public static Dashboard read() {
        try {
            return new Dashboard(JsonMapper.builder().build().readTree(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the rows, which are headings. */
    List<JsonNode> panels() {
        return StreamSupport.stream(json.path("panels").spliterator(), false)
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    /** What all panels together ask Prometheus. */
    public List<String> queries() {
        return panels().stream()
                .flatMap(panel -> StreamSupport.stream(panel.path("targets").spliterator(), false))
                .map(target -> target.path("expr").asString())
                .toList();
    }
}
