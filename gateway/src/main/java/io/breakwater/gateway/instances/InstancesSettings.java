package io.breakwater.gateway.instances;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where instances come from.
 *
 * @param file {@code {"core-api": [{"index": 1, "host": "127.0.0.1", "port": 8082}]}}; none: no service has an instance
 * @param pollInterval how often the file is read: well below the 5 s for which an instance that leaves goes on serving;
 *     reading 1 kB five times a second costs nothing
 * @param avoidFor how long an instance that failed gets nothing while there are others: long enough for it to be taken out
 *     of the file, short enough for a blip
 */
@ConfigurationProperties(value = "gateway.instances", ignoreUnknownFields = false)
record InstancesSettings(
        @Nullable Path file,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("1s") Duration avoidFor) {}
