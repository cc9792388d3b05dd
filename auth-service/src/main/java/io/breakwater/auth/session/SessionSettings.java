package io.breakwater.auth.session;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param idle a session that nobody uses ends after this; the gateway renews it by the same value
 * @param absolute the end of a session that is used all the time: within a working day
 * @param perUser a further log-in ends the oldest; more devices than this are nobody's own
 */
@Validated
@ConfigurationProperties(prefix = "auth.sessions", ignoreUnknownFields = false)
record SessionSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration absolute,
        @Min(1) @Max(1000) @DefaultValue("20") int perUser) {

    @AssertTrue(message = "must be positive, and idle not longer than absolute")
    boolean isInOrder() {
        return idle.isPositive() && idle.compareTo(absolute) <= 0;
    }
}
