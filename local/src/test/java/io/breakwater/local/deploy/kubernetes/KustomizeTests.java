package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KustomizeTests {

    private static final String POD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: one
              labels: {color: red}
            spec:
              template:
                spec:
                  containers:
                    - name: app
                      image: breakwater/one
                      env: [{name: A, value: a}, {name: B, value: b}]
                      envFrom: [{configMapRef: {name: places}}]
            """;

    @TempDir
    private Path directory;

    private Place place;

    @BeforeEach
    void aDeployment() {
        place = new Place(directory).file("one.yaml", POD);
    }

    @Test
    void aGeneratedConfigMapHasTheNameThatKubectlGivesIt() {
        place.kustomization("resources: [one.yaml]\nconfigMapGenerator: [{name: places, literals: [A=b]}]\n");

        assertThat(at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name"))
                .isEqualTo("places-b9t2424hkf");
    }

    @Test
    void aMergeGoesByNamesAndPutsThePatchFirst() {
        place.kustomization(
                        "resources: [one.yaml]\npatches: [{path: patch.yaml, target: {labelSelector: color=red}}]\n")
                .file("patch.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: any}
                        spec: {template: {spec: {containers: [{name: app, env: [{name: C, value: c}, {name: B, value: x}]}]}}}
                        """);

        assertThat(at("/metadata/name")).isEqualTo("one");
        JsonNode env = body().at("/spec/template/spec/containers/0/env");
        assertThat(List.of(env.get(0), env.get(1), env.get(2)))
                .extracting(variable -> variable.path("name").asString()
                        + variable.path("value").asString())
                .containsExactly("Cc", "Bx", "Aa");
    }

    @Test
    void aJsonPatchAddsReplacesAndRemoves() {
        place.kustomization("resources: [one.yaml]\npatches: [{path: patch.yaml, target: {kind: Deployment}}]\n")
                .file("patch.yaml", """
                        - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: C}}
                        - {op: replace, path: /spec/template/spec/containers/0/env/1/value, value: x}
                        - {op: remove, path: /spec/template/spec/containers/0/env/0}
                        - {op: add, path: /spec/paused, value: true}
                        """);

        assertThat(body().at("/spec/template/spec/containers/0/env"))
                .hasToString("[{\"name\":\"B\",\"value\":\"x\"},{\"name\":\"C\"}]");
        assertThat(body().at("/spec/paused").asBoolean()).isTrue();
    }

    @Test
    void labelsNamespaceAndTagsReachEverything() {
        place.kustomization("""
                namespace: shop
                resources: [one.yaml]
                labels: [{pairs: {size: big}, includeTemplates: true}]
                images: [{name: breakwater/one, newTag: 1.0.0}]
                """);

        assertThat(at("/metadata/namespace")).isEqualTo("shop");
        assertThat(at("/metadata/labels/color")).isEqualTo("red");
        assertThat(at("/metadata/labels/size")).isEqualTo("big");
        assertThat(at("/spec/template/metadata/labels/size")).isEqualTo("big");
        assertThat(at("/spec/template/spec/containers/0/image")).isEqualTo("breakwater/one:1.0.0");
    }

    @Test
    void whatItDoesNotKnowIsRefused() {
        refuses("resources: [one.yaml]\nnamePrefix: x-\n", "doesn't know namePrefix");
        refuses("resources: [one.yaml]\nconfigMapGenerator: [{name: a, behavior: merge}]\n", "doesn't know behavior");
        refuses("resources: [one.yaml]\nimages: [{name: a, digest: b}]\n", "doesn't know digest");
        place.file("patch.yaml", "spec: {$patch: delete}");
        refuses("resources: [one.yaml]\npatches: [{path: patch.yaml, target: {kind: Deployment}}]\n", "$patch");
        place.file("patch.yaml", "[{op: move, path: /spec/a}]");
        refuses(
                "resources: [one.yaml]\npatches: [{path: patch.yaml, target: {kind: Deployment}}]\n",
                "doesn't know move");
    }

    @Test
    void whatKustomizeWouldRefuseIsRefused() {
        place.file("again.yaml", POD);
        refuses("resources: [one.yaml, again.yaml]\n", "twice: apps Deployment one");
        place.file("inner/kustomization.yaml", Place.KUSTOMIZATION + "resources: [../one.yaml]\n");
        refuses("resources: [inner]\n", "isn't in or below");
        place.file("patch.yaml", "[{op: remove, path: /spec/absent}]");
        refuses("resources: [one.yaml]\npatches: [{path: patch.yaml, target: {kind: Deployment}}]\n", "can't remove");
        place.file("twice.yaml", "kind: A\nkind: B\n").kustomization("resources: [twice.yaml]\n");
        assertThatThrownBy(() -> Kustomize.render(directory)).hasMessageContaining("duplicate key kind");
    }

    @Test
    void aPatchThatMeetsNothingIsRefused() {
        place.file("patch.yaml", "spec: {paused: true}");
        refuses("resources: [one.yaml]\npatches: [{path: patch.yaml, target: {kind: Job}}]\n", "meets nothing");
    }

    private void refuses(String kustomization, String message) {
        place.kustomization(kustomization);

        assertThatThrownBy(() -> Kustomize.render(directory))
                .isInstanceOf(KustomizeRefusal.class)
                .hasMessageContaining(message);
    }

    private JsonNode body() {
        return Kustomize.render(directory).getFirst();
    }

    private String at(String pointer) {
        return body().at(pointer).asString();
    }
}
