package io.breakwater.platform.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The workers' settings.
 *
 * @param poll how often a worker looks for what fell due; what is added in its own process wakes it at once
 * @param sample how often the queue is measured, for all scrapes
 */
@ConfigurationProperties(value = "platform.work", ignoreUnknownFields = false)
record WorkProperties(
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("5s") Duration sample) {}
