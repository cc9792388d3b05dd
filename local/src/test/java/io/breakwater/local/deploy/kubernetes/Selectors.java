package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Kubernetes' rules for labels, as far as the manifests use them. */
final class Selectors {

    private Selectors() {}

    /** An empty selector takes all. */
    static boolean takes(LabelSelector selector, Map<String, String> labels) {
        return takes(selector.getMatchLabels(), labels)
                && selector.getMatchExpressions().stream().allMatch(requirement -> takes(requirement, labels));
    }

    static boolean takes(@Nullable Map<String, String> wanted, Map<String, String> labels) {
        return wanted == null
                || wanted.entrySet().stream()
                        .allMatch(entry -> Objects.equals(labels.get(entry.getKey()), entry.getValue()));
    }

    private static boolean takes(LabelSelectorRequirement requirement, Map<String, String> labels) {
        if (!requirement.getOperator().equals("In")) {
            throw new IllegalArgumentException("this check doesn't know the operator " + requirement.getOperator());
        }
        return requirement.getValues().contains(labels.get(requirement.getKey()));
    }
}
