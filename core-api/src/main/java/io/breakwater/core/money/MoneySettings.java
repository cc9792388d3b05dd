package io.breakwater.core.money;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The shop's money.
 *
 * @param currency the one that the shop sells in; another one in a request is refused
 */
@Validated
@ConfigurationProperties(prefix = "core.money", ignoreUnknownFields = false)
public record MoneySettings(
        @Pattern(regexp = "[A-Z]{3}") @DefaultValue("EUR") String currency) {}
