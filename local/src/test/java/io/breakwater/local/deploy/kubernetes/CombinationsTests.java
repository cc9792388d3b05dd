package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Components are opt-in and know nothing of each other: each choice of them renders, in any order to the same. */
class CombinationsTests {

    @TempDir
    private Path directory;

    @Test
    void everyChoiceOfComponentsRendersToWhatKubernetesKnows() throws IOException {
        List<String> all = components();

        int choices = 1 << all.size();
        for (int choice = 0; choice < choices; choice++) {
            int bits = choice;
            List<String> chosen = IntStream.range(0, all.size())
                    .filter(i -> (bits & (1 << i)) != 0)
                    .mapToObj(all::get)
                    .toList();
            assertThat(render(chosen).documents()).as(chosen.toString()).hasSizeGreaterThan(25);
        }
    }

    @Test
    void theOrderOfComponentsDoesNotMatter() throws IOException {
        List<String> all = components();

        for (String first : all) {
            for (String second : all) {
                if (first.compareTo(second) < 0) {
                    assertThat(byName(render(List.of(second, first))))
                            .as(first + " and " + second)
                            .isEqualTo(byName(render(List.of(first, second))));
                }
            }
        }
        assertThat(byName(render(all.reversed()))).isEqualTo(byName(render(all)));
    }

    @Test
    void everyComponentIsUsedBySomeOverlayAndSaysWhatItIs() throws IOException {
        String overlays = String.join("\n", texts(Rendered.ROOT.resolve("overlays"), "kustomization.yaml"));

        assertThat(components()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(component -> {
            assertThat(overlays).contains("components/" + component + "\n");
            assertThat(Rendered.ROOT.resolve("components").resolve(component).resolve("README.md"))
                    .isRegularFile();
        });
    }

    @Test
    void everyFileIsNamedByAKustomization() throws IOException {
        String kustomizations = String.join("\n", texts(Rendered.ROOT, "kustomization.yaml"));

        try (Stream<Path> files = Files.walk(Rendered.ROOT)) {
            List<String> unnamed = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml")
                            && !name.equals("README.md")
                            && !name.equals("make-secrets"))
                    .filter(name -> !kustomizations.contains(name))
                    .toList();
            assertThat(unnamed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{op: add, path: /spec/bogus, value: 1}]",
                "[{op: add, path: /spec/template/spec/containers/0/imagePulPolicy, value: Always}]",
                "[{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: A, value: 1}}]",
                "[{op: add, path: /spec/replicas, value: \"3\"}]",
                "[{op: replace, path: /apiVersion, value: apps/v2}]",
            })
    void whatAnApiServerRefusesIsRefused(String mistake) {
        Rendered local = Rendered.overlay("local");

        assertThatThrownBy(() -> local.broken("Deployment", "core-api", mistake))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Deployment");
    }

    private Rendered render(List<String> components) {
        new Place(directory).system(components);
        return Rendered.of(directory);
    }

    private static List<String> components() throws IOException {
        try (Stream<Path> components = Files.list(Rendered.ROOT.resolve("components"))) {
            return components
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> texts(Path root, String name) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(files.filter(file -> file.endsWith(name))
                    .map(YamlFile::text)
                    .toList());
        }
    }

    private static Map<String, ObjectNode> byName(Rendered rendered) {
        Map<String, ObjectNode> documents = new TreeMap<>();
        rendered.documents()
                .forEach(document -> documents.put(document.path("kind") + " " + document.path("metadata"), document));
        return documents;
    }
}
