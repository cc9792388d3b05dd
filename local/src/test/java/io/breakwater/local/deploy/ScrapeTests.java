package io.breakwater.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTests {

    private final Scrape scrape = new Scrape();

    @Test
    void findsWhatAQueryNamesInVain() {
        scrape.add("""
                # HELP a_total How many
                # TYPE a_total counter
                a_total{application="core-api",uri="/x \\"y\\" {z}"} 1.0
                b 2.5E7
                """);

        assertThat(scrape.missing(PromQl.parse("sum by (application, instance) (rate(a_total{uri=\"/x\"}[1m])) / b")))
                .isEmpty();
        assertThat(scrape.missing(PromQl.parse("a_total{route=\"x\"} + c")))
                .containsExactlyInAnyOrder("a_total{route}", "c");
        assertThat(scrape.missing(PromQl.parse("sum by (le) (a_total)"))).containsExactly("by (le)");
        assertThat(scrape.has("b")).isTrue();
        assertThat(scrape.has("z")).isFalse();
    }
}
