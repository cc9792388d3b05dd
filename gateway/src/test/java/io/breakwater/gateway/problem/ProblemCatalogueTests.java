package io.breakwater.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProblemCatalogueTests {

    /** Where main code names a problem: its status, its slug, and where it isn't the door's its title. */
    private static final Pattern STATUS_SLUG_TITLE =
            Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*\"([^\"]+)\"");

    /** The door's own. */
    private static final Pattern REFUSAL =
            Pattern.compile("(?:Refusal\\s*\\.(?:of|retryLater)|new Verdict)\\(\\s*\"([a-z-]+)\"");

    private final ProblemCatalogue catalogue = new ProblemCatalogue(JsonMapper.shared());

    @Test
    void everyProblemThatMainCodeNamesIsInTheCatalogue() {
        Map<String, Path> named = new TreeMap<>();

        for (Path source : sources()) {
            REFUSAL.matcher(read(source)).results().forEach(refusal -> named.put(refusal.group(1), source));
            STATUS_SLUG_TITLE.matcher(read(source)).results().forEach(problem -> {
                named.put(problem.group(1), source);
                assertThat(catalogue.find(problem.group(1)).map(ProblemType::title))
                        .as("the title of %s in %s", problem.group(1), source)
                        .contains(problem.group(2));
            });
        }

        assertThat(named).containsKeys("csrf", "body-too-large", "validation-failed");
        assertThat(named)
                .allSatisfy((slug, source) -> assertThat(catalogue.find(slug))
                        .as("%s of %s", slug, source)
                        .isPresent());
    }

    @Test
    void everyEntrySaysWhatItIsAndWhatToDo() {
        assertThat(catalogue.find("csrf").orElseThrow().status()).isEqualTo(403);
        assertThat(slugs()).hasSizeGreaterThan(25).allSatisfy(slug -> {
            ProblemType type = catalogue.find(slug).orElseThrow();
            assertThat(slug).matches("[a-z]+(-[a-z]+)*");
            assertThat(type.status()).isBetween(400, 599);
            assertThat(type.title()).isNotBlank();
            assertThat(type.meaning()).endsWith(".");
            assertThat(type.whatToDo()).endsWith(".");
        });
    }

    private static List<String> slugs() {
        String json = read(Checkout.root().resolve("contracts/problems.json"));
        return JsonMapper.shared()
                .readTree(json)
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Checkout.root(), 12)) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
