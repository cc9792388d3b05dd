package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GraceTests {

    // The launcher knows no class of the services'.
    private static final Path DRAIN =
            Path.of("../platform/src/main/java/io/breakwater/platform/drain/DrainProperties.java");
    private static final Pattern BUDGET = Pattern.compile("@DefaultValue\\(\"(\\d+)s\"\\) Duration budget");

    @Test
    void aServiceHasTimeForItsWholeDrainBeforeItIsKilled() throws IOException {
        Duration budget = BUDGET.matcher(Files.readString(DRAIN))
                .results()
                .map(MatchResult::group)
                .map(found -> Duration.ofSeconds(Long.parseLong(found.replaceAll("\\D", ""))))
                .findFirst()
                .orElseThrow();

        assertThat(Supervisor.GRACE).isGreaterThan(budget).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }
}
