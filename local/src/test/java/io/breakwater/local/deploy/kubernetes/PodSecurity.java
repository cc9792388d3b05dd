package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pod Security's profile "restricted", and what the house adds: a read-only root, limits, a high user id, no API token. */
final class PodSecurity {

    // Ids below belong to somebody on many machines.
    private static final long HIGH = 10_000;
    private static final Set<String> RESOURCES = Set.of("cpu", "memory", "ephemeral-storage");

    private final Workload workload;
    private final List<String> findings = new ArrayList<>();

    private PodSecurity(Workload workload) {
        this.workload = workload;
    }

    static List<String> findings(Rendered rendered) {
        List<String> all = new ArrayList<>();
        for (Workload workload : rendered.workloads()) {
            PodSecurity security = new PodSecurity(workload);
            security.pod(workload.pod());
            workload.containers().forEach(security::container);
            all.addAll(security.findings);
        }
        return all;
    }

    private void pod(PodSpec pod) {
        PodSecurityContext context = pod.getSecurityContext();
        if (context == null) {
            findings.add(workload.name() + " has no security context");
            return;
        }
        need(Boolean.TRUE.equals(context.getRunAsNonRoot()), "may run as root");
        need(context.getRunAsUser() != null && context.getRunAsUser() > 0, "has no user id");
        need(!workload.isService() || context.getRunAsUser() >= HIGH, "has a user id below " + HIGH);
        need(
                context.getSeccompProfile() != null
                        && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
                "has no seccomp profile");
        need(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "gets a token for the API server");
        need(Boolean.FALSE.equals(pod.getEnableServiceLinks()), "gets variables of other Services");
        need(
                pod.getHostNetwork() == null && pod.getHostPID() == null && pod.getHostIPC() == null,
                "shares something with the node");
        need(pod.getVolumes().stream().allMatch(PodSecurity::harmless), "has a volume of a kind that isn't allowed");
        need(pod.getContainers().size() == 1 && workload.app().getName().equals("app"), "has a container beside `app`");
    }

    private static boolean harmless(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getProjected() != null
                || volume.getEmptyDir() != null;
    }

    private void container(Container container) {
        SecurityContext context = container.getSecurityContext();
        if (context == null) {
            findings.add(workload.name() + " has no security context of its container");
            return;
        }
        need(Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "may gain privileges");
        need(
                context.getCapabilities() != null
                        && context.getCapabilities().getDrop().equals(List.of("ALL"))
                        && context.getCapabilities().getAdd().isEmpty(),
                "keeps capabilities");
        need(
                !workload.isService() || Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()),
                "can write to its root file system");
        need(
                container.getImage().matches("[^:@]+:[\\w.-]+")
                        && !container.getImage().endsWith(":latest"),
                "has the image " + container.getImage() + ", whose tag isn't pinned");
        Map<String, Quantity> requests = container.getResources().getRequests();
        Map<String, Quantity> limits = container.getResources().getLimits();
        need(
                requests.keySet().equals(RESOURCES) && limits.keySet().equals(RESOURCES),
                "hasn't requests and limits of " + RESOURCES);
        // What is promised is there: nobody is killed because a neighbour grows.
        need(
                requests.containsKey("memory") && requests.get("memory").equals(limits.get("memory")),
                "may use more memory than it is promised");
    }

    private void need(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(workload.name() + " " + otherwise);
        }
    }
}
