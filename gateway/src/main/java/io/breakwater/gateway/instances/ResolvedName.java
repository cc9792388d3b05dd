package io.breakwater.gateway.instances;

import io.breakwater.gateway.instances.Instances.Address;
import io.breakwater.gateway.instances.InstancesSettings.DnsName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What DNS says of one service: the last good answer, and for how long it may still serve. Used by one thread at a time. */
final class ResolvedName {

    private static final Logger log = LoggerFactory.getLogger(ResolvedName.class);

    private final String service;
    private final DnsName name;
    private final long keepNanos;
    private List<Address> addresses = List.of();
    private long goodAtNanos;
    private boolean lost;

    ResolvedName(String service, DnsName name, long keepNanos) {
        this.service = service;
        this.name = name;
        this.keepNanos = keepNanos;
    }

    String service() {
        return service;
    }

    String host() {
        return name.host();
    }

    List<Address> addresses() {
        return addresses;
    }

    void found(List<InetAddress> answer, long nowNanos) {
        // In one order, so that a server that rotates its answers isn't news.
        List<Address> found = answer.stream()
                .map(ResolvedName::literal)
                .distinct()
                .sorted()
                .map(host -> new Address(host, name.port()))
                .toList();
        if (lost || !found.equals(addresses)) {
            log.info("Instances of {}: {}", service, found);
        }
        addresses = found;
        goodAtNanos = nowNanos;
        lost = false;
    }

    void notFound(String reason, long nowNanos) {
        if (!lost) {
            log.warn(
                    "{} doesn't resolve, {} keeps {} instances for now: {}", host(), service, addresses.size(), reason);
        }
        lost = true;
        if (!addresses.isEmpty() && nowNanos - goodAtNanos >= keepNanos) {
            log.error("{} hasn't resolved for too long: {} has no instance any more", host(), service);
            addresses = List.of();
        }
    }

    /** As it stands in a URI. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
