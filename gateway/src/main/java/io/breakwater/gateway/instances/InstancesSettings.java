package io.breakwater.gateway.instances;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where instances come from: a file or DNS, exactly one of the two.
 *
 * @param file {@code {"core-api": [{"index": 1, "host": "127.0.0.1", "port": 8082}]}}
 * @param pollInterval how often the file is read: well below the 5 s for which an instance that leaves goes on serving;
 *     reading 1 kB five times a second costs nothing
 * @param dns a service's name, and {@code host:port} whose every address is an instance
 * @param dnsInterval between two lookups of a name: well below the same 5 s, and four small packets a second are nothing
 * @param dnsTimeout for one query, of which a lookup sends a few: in a data centre an answer takes a millisecond
 * @param dnsKeep how long the last good list serves when its name resolves no more: longer than a DNS server's restart,
 *     shorter than it takes until an address is somebody else's
 * @param avoidFor how long an instance that failed gets nothing while there are others: long enough for it to be taken out
 *     of the list, short enough for a blip
 * @param leaveFor the same for one that says that it is leaving: longer than its hold of 5 s, after which it refuses
 *     connections and so can't lose a request any more
 */
@ConfigurationProperties(value = "gateway.instances", ignoreUnknownFields = false)
record InstancesSettings(
        @Nullable Path file,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue Map<String, DnsName> dns,
        @DefaultValue("1s") Duration dnsInterval,
        @DefaultValue("1s") Duration dnsTimeout,
        @DefaultValue("1m") Duration dnsKeep,
        @DefaultValue("1s") Duration avoidFor,
        @DefaultValue("6s") Duration leaveFor) {

    InstancesSettings {
        if ((file == null) == dns.isEmpty()) {
            throw new IllegalArgumentException("Set exactly one of gateway.instances.file and"
                    + " gateway.instances.dns.<service>=host:port, so that services have instances.");
        }
    }

    /** A name and the port that all behind it listen on. */
    record DnsName(String host, int port) {

        /** Reads {@code host:port}; binding of settings calls it. */
        public static DnsName of(String text) {
            int colon = text.lastIndexOf(':');
            try {
                DnsName name = new DnsName(
                        text.substring(0, Math.max(colon, 0)), Integer.parseInt(text, colon + 1, text.length(), 10));
                if (!name.host().isBlank() && name.port() > 0 && name.port() <= 65_535) {
                    return name;
                }
            } catch (NumberFormatException _) {
                // Said below, as the other faults are.
            }
            throw new IllegalArgumentException("\"" + text + "\" isn't host:port");
        }
    }
}
