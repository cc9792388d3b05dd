package io.breakwater.core.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient orders are.
 *
 * @param askAfter how long an order waits for its payment's outcome before it is asked for. Ten times what a slow charge
 *     takes; within a client's patience with a page that says "pending"
 * @param askEvery and again; payments-service itself asks the card processor as often
 */
@ConfigurationProperties(prefix = "core.orders", ignoreUnknownFields = false)
record OrderSettings(
        @DefaultValue("30s") Duration askAfter,
        @DefaultValue("30s") Duration askEvery) {

    OrderSettings {
        if (!askAfter.isPositive() || !askEvery.isPositive()) {
            throw new IllegalArgumentException("core.orders.ask-after and ask-every must be positive");
        }
    }
}
