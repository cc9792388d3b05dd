package io.breakwater.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTests {

    @Test
    void theMedianIsTheMiddleOfTheSorted() {
        assertThat(Series.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Series.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void aRowIsMarkdownWithMedianAndSpread() {
        Series series = new Series("a start");
        series.add(3.04, new Usage(Duration.ofMillis(4500), 150));
        series.add(1.0, new Usage(Duration.ofSeconds(2), 100));
        series.add(2.0, new Usage(Duration.ofSeconds(3), 120));

        assertThat(series.row()).isEqualTo("| a start | 2.0 (1.0 – 3.0) | 3.0 (2.0 – 4.5) | 120 (100 – 150) |");
    }

    @Test
    void theUsageOfThisProcessIsKnown() {
        assertThat(Usage.ofTree(ProcessHandle.current()).cpu()).isPositive();
    }
}
