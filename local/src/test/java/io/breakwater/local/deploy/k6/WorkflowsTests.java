package io.breakwater.local.deploy.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WorkflowsTests {

    private final List<Path> workflows = Repository.files(".github/workflows", ".yml");

    @Test
    void everyActionIsPinnedByItsCommit() {
        assertThat(workflows).isNotEmpty();

        assertThat(workflows)
                .allSatisfy(workflow -> assertThat(uses(workflow))
                        .isNotEmpty()
                        .allMatch(
                                action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"),
                                "a commit, and its version"));
    }

    @Test
    void aWorkflowMayDoNothingButWhatAJobSays() {
        assertThat(workflows).allSatisfy(workflow -> {
            String text = Repository.text(workflow);
            assertThat(text)
                    .containsPattern("(?m)^permissions: \\{}$")
                    .doesNotContain("write")
                    .doesNotContain("secrets.");
            assertThat(text).contains("timeout-minutes:").doesNotContain("pull_request_target");
        });
    }

    @Test
    void whatAWorkflowRunsIsThere() {
        Pattern file = Pattern.compile("k6 run --quiet (\\S+)|run: (\\.ci/\\S+)");

        List<String> run = workflows.stream()
                .flatMap(workflow -> file.matcher(Repository.text(workflow)).results())
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .toList();

        assertThat(run).contains(".ci/run", "k6/smoke.js").allMatch(Repository::has);
    }

    @Test
    void renovatesConfigurationIsReadable() {
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(Repository.text("renovate.json"))
                        .path("extends"))
                .isNotEmpty();
    }

    private static List<String> uses(Path workflow) {
        return Pattern.compile("uses: (.*)")
                .matcher(Repository.text(workflow))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
