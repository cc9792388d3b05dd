package io.breakwater.payments.payment;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the provider is asked again about a payment whose outcome is not definite.
 *
 * @param first the pauses after the first attempts: most of what is lost is found within seconds
 * @param then the pause after each later one, spread by a fifth
 * @param hourlyAfter an outage that lasts a day isn't ended by asking twice a minute
 * @param expireAfter an hour before the provider forgets our keys (24 h): from then on nothing is confirmed any more,
 *     and what isn't charged is cancelled
 */
@Validated
@ConfigurationProperties(value = "payments.reconcile", ignoreUnknownFields = false)
record ReconcileSettings(
        @DefaultValue({"2s", "5s", "10s", "20s", "30s"}) @NotEmpty
        List<Duration> first,

        @DefaultValue("30s") Duration then,
        @DefaultValue("1d") Duration hourlyAfter,
        @DefaultValue("23h") Duration expireAfter) {

    /** @param attempt from 1 */
    Duration pause(int attempt, Duration age, RandomGenerator random) {
        if (age.compareTo(hourlyAfter) >= 0) {
            return jittered(Duration.ofHours(1), random);
        }
        return attempt <= first.size() ? first.get(attempt - 1) : jittered(then, random);
    }

    private static Duration jittered(Duration pause, RandomGenerator random) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis * 4 / 5 + random.nextLong(millis * 2 / 5 + 1));
    }
}
