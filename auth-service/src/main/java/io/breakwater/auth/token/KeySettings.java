package io.breakwater.auth.token;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param encryptionKey 32 bytes in base64, from a file; encrypts the private keys in the database
 * @param rotation how long a key signs
 * @param lead how long a key is published before it signs: longer than any verifier keeps an old key set
 * @param grace how long a key is published after it signed its last token, and the oldest view of the keys that a replica may
 *     still sign by (less a token's life): much longer than a token lives, as an hour of a database outage must not end in unjust refusals
 */
@Validated
@ConfigurationProperties(prefix = "auth.keys", ignoreUnknownFields = false)
record KeySettings(
        @NotBlank String encryptionKey,
        @DefaultValue("30d") Duration rotation,
        @DefaultValue("15m") Duration lead,
        @DefaultValue("2h") Duration grace) {

    @AssertTrue(message = "lead must be positive and shorter than rotation; grace must exceed twice a token's life")
    boolean isInOrder() {
        return lead.isPositive()
                && lead.compareTo(rotation) < 0
                && grace.compareTo(IssueToken.LIFE.multipliedBy(2)) > 0;
    }

    /** How old a view of the keys may be: what is signed by it is dead before its key, retired just after, is deleted. */
    Duration viewLife() {
        return grace.minus(IssueToken.LIFE.multipliedBy(2));
    }

    @Override
    public String toString() {
        return "KeySettings[rotation=" + rotation + ", lead=" + lead + ", grace=" + grace + "]";
    }
}
