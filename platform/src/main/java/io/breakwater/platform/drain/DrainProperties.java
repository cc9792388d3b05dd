package io.breakwater.platform.drain;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The budget of a drain.
 *
 * @param hold how long the instance goes on serving after it announced that it leaves: callers keep an idle connection for
 *     4 s, and endpoint lists take a moment to reach them
 * @param budget from SIGTERM to exit: hold 5 s, consumers 10 s, requests 10 s, workers and relay 5 s each, margin; beyond it
 *     the exit code is 1
 * @param skipHoldFile while this file exists, the hold is skipped: the doors are closed already and nobody calls any more
 */
@ConfigurationProperties(value = "platform.drain", ignoreUnknownFields = false)
public record DrainProperties(
        @DefaultValue("5s") Duration hold,
        @DefaultValue("40s") Duration budget,
        @Nullable Path skipHoldFile) {}
