package io.breakwater.auth.registration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param tokenLife how long a mailed token works: until tomorrow, for who reads mail once a day
 * @param perAddress unverified registrations of one address; one more voids the oldest, so that nobody can keep an address
 *     from its owner by filling it up
 */
@Validated
@ConfigurationProperties(prefix = "auth.registrations", ignoreUnknownFields = false)
record RegistrationSettings(
        @DefaultValue("24h") Duration tokenLife,
        @Min(1) @Max(1000) @DefaultValue("10") int perAddress) {}
