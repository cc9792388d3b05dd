package io.breakwater.local.topology;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of our six programs.
 *
 * @param port of its first replica, without the offset
 * @param managed whether it has a management port (main port + 1000) with {@code /readyz}
 * @param heapMegabytes the JVM's {@code -Xmx}
 * @param database the name of its database and the prefix of its two roles
 */
public record Program(
        String name,
        int port,
        boolean managed,
        int maxReplicas,
        int heapMegabytes,
        String mainClass,
        @Nullable String database,
        Set<Uses> uses) {}
