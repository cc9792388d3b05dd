package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.deploy.PromQl.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTests {

    @Test
    void findsMetricsWithTheirLabelsAndNoFunctions() {
        PromQl query = PromQl.parse(
                "(sum(rate(a_count{code=~\"5..\", route!=\"x{y}\"}[$__rate_interval])) or vector(0)) / sum(rate(a_count[5m]))");

        assertThat(query.selectors())
                .containsExactly(new Selector("a_count", Set.of("code", "route")), new Selector("a_count", Set.of()));
        assertThat(query.groupings()).isEmpty();
    }

    @Test
    void findsTheLabelsThatResultsAreGroupedBy() {
        PromQl query = PromQl.parse("histogram_quantile(0.95, sum by (le, route) (rate(a_bucket{b=\"c\"}[1m])))");

        assertThat(query.selectors()).containsExactly(new Selector("a_bucket", Set.of("b")));
        assertThat(query.groupings()).containsExactlyInAnyOrder("le", "route");
    }

    @Test
    void findsBareMetrics() {
        assertThat(PromQl.parse("max(a) + b").selectors())
                .containsExactly(new Selector("a", Set.of()), new Selector("b", Set.of()));
    }
}
