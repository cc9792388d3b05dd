package io.breakwater.local.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may call whom, by all policies together: {@code core-api → kafka:kafka}, or with somebody outside of the namespace
 * {@code core-api → 10.10.0.0/16:9092}. A call needs both sides' leave; whom no policy selects may do all.
 */
final class Edges {

    private final List<NetworkPolicy> policies;
    private final List<Workload> workloads;

    private Edges(Rendered rendered) {
        policies = rendered.all(NetworkPolicy.class);
        workloads = rendered.workloads();
    }

    static NavigableSet<String> of(Rendered rendered) {
        Edges edges = new Edges(rendered);
        NavigableSet<String> all = new TreeSet<>();
        for (Workload from : edges.workloads) {
            edges.inside(from).forEach(all::add);
            edges.outwards(from).forEach(all::add);
            edges.inwards(from).forEach(all::add);
        }
        return all;
    }

    private Stream<String> inside(Workload from) {
        return workloads.stream()
                .filter(to -> !to.name().equals(from.name()))
                .flatMap(to -> to.ports().stream()
                        .filter(port -> maySend(from, to, port) && mayReceive(to, from, port))
                        .map(port -> from.name() + " → " + to.name() + ":" + port.getName()));
    }

    private boolean maySend(Workload from, Workload to, ContainerPort port) {
        List<NetworkPolicy> own = of(from, "Egress");
        return own.isEmpty()
                || own.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule ->
                                (rule.getTo().isEmpty() || rule.getTo().stream().anyMatch(peer -> isPod(peer, to)))
                                        && opens(rule.getPorts(), port));
    }

    private boolean mayReceive(Workload to, Workload from, ContainerPort port) {
        List<NetworkPolicy> own = of(to, "Ingress");
        return own.isEmpty()
                || own.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> (rule.getFrom().isEmpty()
                                        || rule.getFrom().stream().anyMatch(peer -> isPod(peer, from)))
                                && opens(rule.getPorts(), port));
    }

    private Stream<String> outwards(Workload from) {
        List<NetworkPolicy> own = of(from, "Egress");
        if (own.isEmpty()) {
            return Stream.of(from.name() + " → anybody");
        }
        return own.stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> others(rule.getTo())
                        .flatMap(peer -> ports(rule.getPorts()).map(port -> from.name() + " → " + peer + ":" + port)));
    }

    private Stream<String> inwards(Workload to) {
        List<NetworkPolicy> own = of(to, "Ingress");
        if (own.isEmpty()) {
            return Stream.of("anybody → " + to.name());
        }
        return own.stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> others(rule.getFrom())
                        .flatMap(peer -> ports(rule.getPorts()).map(port -> peer + " → " + to.name() + ":" + port)));
    }

    private List<NetworkPolicy> of(Workload workload, String direction) {
        return policies.stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> Selectors.takes(policy.getSpec().getPodSelector(), workload.labels()))
                .toList();
    }

    /** Addresses never mean pods: Kubernetes leaves it open whether they would. */
    private static boolean isPod(NetworkPolicyPeer peer, Workload workload) {
        return peer.getNamespaceSelector() == null
                && peer.getPodSelector() != null
                && Selectors.takes(peer.getPodSelector(), workload.labels());
    }

    private static boolean opens(List<NetworkPolicyPort> ports, ContainerPort port) {
        return ports.isEmpty() || ports.stream().anyMatch(open -> isTcp(open) && means(open.getPort(), port));
    }

    private static boolean means(IntOrString open, ContainerPort port) {
        return open.getStrVal() != null
                ? open.getStrVal().equals(port.getName())
                : port.getContainerPort().equals(open.getIntVal());
    }

    private static boolean isTcp(NetworkPolicyPort port) {
        return port.getProtocol() == null || port.getProtocol().equals("TCP");
    }

    /** Those who are no pods of ours. */
    private static Stream<String> others(List<NetworkPolicyPeer> peers) {
        if (peers.isEmpty()) {
            return Stream.of("anybody");
        }
        return peers.stream()
                .filter(peer -> peer.getIpBlock() != null || peer.getNamespaceSelector() != null)
                .map(Edges::other);
    }

    private static String other(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr();
        }
        String pods = peer.getPodSelector() == null
                ? ""
                : "/" + String.join(",", peer.getPodSelector().getMatchLabels().values());
        return String.join(",", peer.getNamespaceSelector().getMatchLabels().values()) + pods;
    }

    private static Stream<String> ports(List<NetworkPolicyPort> ports) {
        return ports.isEmpty()
                ? Stream.of("*")
                : ports.stream().map(port -> port.getPort().getValue() + (isTcp(port) ? "" : "/" + port.getProtocol()));
    }
}
