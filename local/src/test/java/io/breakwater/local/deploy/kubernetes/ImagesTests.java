package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What runs in a cluster is what runs under compose. */
class ImagesTests {

    private static final String OURS = "breakwater/";

    @Test
    void aLaptopHasTheImagesOfCompose() {
        assertThat(compose()).containsAll(images("local"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void elsewhereOursAreAllOfOneReleaseAndOthersAreCompose(String overlay) {
        Set<String> images = images(overlay);

        assertThat(images.stream().filter(image -> image.startsWith(OURS)).map(image -> image.replaceAll(".*:", "")))
                .hasSize(5)
                .containsOnly("1.0.0");
        assertThat(compose())
                .containsAll(
                        images.stream().filter(image -> !image.startsWith(OURS)).toList());
    }

    private static Set<String> images(String overlay) {
        return Rendered.overlay(overlay).workloads().stream()
                .flatMap(workload -> workload.containers().stream())
                .map(Container::getImage)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For somebody who has set no variable. */
    private static Set<String> compose() {
        Set<String> images = new TreeSet<>();
        for (JsonNode service :
                YamlFile.document(Path.of("../docker-compose.yml")).path("services")) {
            images.add(service.path("image").asString("").replaceAll("\\$\\{\\w+:-([^}]*)}", "$1"));
        }
        return images;
    }
}
