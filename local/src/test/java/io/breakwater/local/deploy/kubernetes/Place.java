package io.breakwater.local.deploy.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A kustomization made up by a test. */
record Place(Path directory) {

    static final String KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

    Place file(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Place kustomization(String text) {
        return file("kustomization.yaml", KUSTOMIZATION + text);
    }

    /** The base with these components, in this order. */
    Place system(List<String> components) {
        String chosen = components.stream()
                .map(component -> "  - " + relative("components/" + component) + "\n")
                .collect(Collectors.joining());
        return kustomization("resources:\n  - " + relative("base") + "\n"
                + (chosen.isEmpty() ? "" : "components:\n" + chosen)
                + "configMapGenerator:\n  - name: places\n    literals: [PLACE=none]\n");
    }

    private Path relative(String part) {
        try {
            return directory.toRealPath().relativize(Rendered.ROOT.resolve(part).toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
