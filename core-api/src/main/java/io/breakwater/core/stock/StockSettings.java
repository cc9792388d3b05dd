package io.breakwater.core.stock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient changes of stock are.
 *
 * @param lockWait how long a change waits for another one of the same product, before it is refused with 503. Changes hold
 *     a product for some 10 ms, and a pool of 8 lets at most 7 wait: a longer wait means that somebody is stuck. Below the
 *     second that a statement has, so that it is the lock that is reported
 */
@ConfigurationProperties(prefix = "core.stock", ignoreUnknownFields = false)
record StockSettings(@DefaultValue("500ms") Duration lockWait) {

    StockSettings {
        if (lockWait.toMillis() < 1) {
            throw new IllegalArgumentException("core.stock.lock-wait must be at least 1 ms: 0 would wait without end");
        }
    }
}
