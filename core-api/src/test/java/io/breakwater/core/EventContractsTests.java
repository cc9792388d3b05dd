package io.breakwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.testing.EventContracts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EventContractsTests {

    @ParameterizedTest
    @MethodSource("types")
    void samplesAreAsTheSchemaSaysAlsoWithFieldsAdded(String type) {
        List<JsonNode> samples = EventContracts.samples(type);

        assertThat(samples).isNotEmpty();
        for (JsonNode sample : samples) {
            JsonNode data = sample.get("data");
            assertThat(EventContracts.violations(type, data.toString())).isEmpty();
            assertThat(EventContracts.violations(
                            type, EventContracts.extended(data).toString()))
                    .isEmpty();
            assertThat(sample.get("headers").get("ce_type").stringValue()).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemasRequireEveryFieldThatTheyKnow(String type) {
        ObjectNode data = (ObjectNode) EventContracts.samples(type).getFirst().get("data");

        for (String field : List.copyOf(data.propertyNames())) {
            ObjectNode incomplete = data.deepCopy();
            incomplete.remove(field);
            assertThat(EventContracts.violations(type, incomplete.toString()))
                    .as("%s without %s", type, field)
                    .isNotEmpty();
        }
    }

    static List<String> types() {
        return EventContracts.types();
    }
}
