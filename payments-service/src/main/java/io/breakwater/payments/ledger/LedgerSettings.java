package io.breakwater.payments.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledger's settings.
 *
 * @param checkEvery how often everything is recomputed from the entries
 * @param checkTimeout a full pass over the entries may take longer than a statement of a request
 */
@ConfigurationProperties(value = "payments.ledger", ignoreUnknownFields = false)
record LedgerSettings(
        @DefaultValue("30s") Duration checkEvery,
        @DefaultValue("20s") Duration checkTimeout) {}
