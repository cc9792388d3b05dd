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
 * @param budget from SIGTERM to exit: hold 5 s, consumers 10 s, requests 10 s, workers 5 s, relay 6 s, margin 4 s; beyond
 *     it the program ends without what hangs, with exit code 1
 * @param skipHoldFile while this file exists, the hold is skipped: the doors are closed already and nobody calls any more
 */
@ConfigurationProperties(value = "platform.drain", ignoreUnknownFields = false)
public record DrainProperties(
        @DefaultValue("5s") Duration hold,
        @DefaultValue("40s") Duration budget,
        @Nullable Path skipHoldFile) {}
