package io.breakwater.payments.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the card processor is reached.
 *
 * @param connectTimeout a connection that isn't there in half a second won't be
 * @param readTimeout with the one above 3 s a call: a worker waits no longer
 * @param concurrency calls in flight from this instance: the bulkhead; as many as the workers have, and some for
 *     requests
 * @param failures in percent of the last 20 calls; from there on nothing is called for a while
 * @param openFor how long nothing is called; then three calls try it
 */
@Validated
@ConfigurationProperties(value = "payments.provider", ignoreUnknownFields = false)
record ProviderSettings(
        @DefaultValue("http://127.0.0.1:8090") URI baseUrl,
        @NotBlank String apiKey,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("2500ms") Duration readTimeout,
        @DefaultValue("24") @Min(1) int concurrency,
        @DefaultValue("50") @Min(1) @Max(100) int failures,
        @DefaultValue("5s") Duration openFor) {}
