package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** The Secrets that {@code deploy/kubernetes/make-secrets} prints. */
final class SecretsScript {

    private static final List<Secret> SECRETS = run();

    private SecretsScript() {}

    static List<Secret> secrets() {
        return SECRETS;
    }

    /** {@code name/key}. */
    static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (Secret secret : SECRETS) {
            secret.getStringData()
                    .keySet()
                    .forEach(key -> keys.add(secret.getMetadata().getName() + "/" + key));
        }
        return keys;
    }

    static String value(String secret, String key) {
        return SECRETS.stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(secret))
                .map(candidate -> candidate.getStringData().get(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<Secret> run() {
        try {
            Process script = new ProcessBuilder(
                            "sh", Rendered.ROOT.resolve("make-secrets").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return YamlFile.parse(printed).stream()
                    .map(document -> (Secret) Model.parse((ObjectNode) document))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
