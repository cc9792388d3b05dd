package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardTests {

    private static final int COLUMNS = 24;

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void eachPanelSaysWhatItShowsInWhichUnit() {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
            assertThat(panel.path("targets").size()).isPositive();
        });
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndLieBesideEachOther() {
        List<JsonNode> all = StreamSupport.stream(
                        dashboard.json().path("panels").spliterator(), false)
                .toList();

        assertThat(all).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(panel -> panel.at("/gridPos/x") + "," + panel.at("/gridPos/y"))
                .doesNotHaveDuplicates();
        assertThat(all)
                .allSatisfy(panel -> assertThat(panel.at("/gridPos/x").asInt()
                                + panel.at("/gridPos/w").asInt())
                        .isLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void ratesFollowTheScrapeInterval() {
        assertThat(dashboard.queries()).allSatisfy(query -> {
            assertThat(query).doesNotContainPattern("\\[\\d");
            assertThat(PromQl.parse(query).selectors()).isNotEmpty();
        });
    }

    @Test
    void theDataSourceCanBeChosen() {
        assertThat(dashboard.panels())
                .allSatisfy(panel ->
                        assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}"));
    }
}
