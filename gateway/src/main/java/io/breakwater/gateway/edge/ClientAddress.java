package io.breakwater.gateway.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Who is at the other end: the peer of the connection, or, where that is a proxy of ours, the last address in its
 * {@code X-Forwarded-For} that isn't. What a client writes there itself never counts.
 */
@Component
final class ClientAddress {

    private final List<Network> proxies;

    ClientAddress(EdgeSettings settings) {
        this.proxies = settings.trustedProxies().stream().map(Network::of).toList();
    }

    String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return "unknown";
        }
        String address = remote.getAddress().getHostAddress();
        if (proxies.isEmpty() || !trusted(remote.getAddress())) {
            return address;
        }
        List<String> hops = request.getHeaders().getOrEmpty("X-Forwarded-For").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            if (!literal(hop)) {
                return address;
            }
            address = hop;
            if (!trusted(InetAddress.ofLiteral(hop))) {
                return address;
            }
        }
        return address;
    }

    private boolean trusted(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean literal(String text) {
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** An address, or a CIDR block. */
    record Network(InetAddress base, int prefixBits) {

        static Network of(String text) {
            int slash = text.indexOf('/');
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = base.getAddress().length * 8;
            return new Network(base, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(InetAddress address) {
            byte[] ours = base.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefixBits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
