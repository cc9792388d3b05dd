package io.breakwater.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How auth-service is asked for internal tokens.
 *
 * @param service its name among the instances
 * @param internalSecret what we show at {@code /internal/**}; comes from a file
 * @param timeout for one try: it reads Redis and signs, 5 ms; a client's request waits for it
 * @param tries in all, each on another instance where there is one: a second token does no harm
 */
@ConfigurationProperties(value = "gateway.auth", ignoreUnknownFields = false)
record AuthSettings(
        @DefaultValue("auth-service") String service,
        @DefaultValue("") String internalSecret,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("2") int tries) {}
