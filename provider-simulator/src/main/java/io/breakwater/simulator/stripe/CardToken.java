package io.breakwater.simulator.stripe;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stripe's test payment methods that this simulator knows, and how the bank answers each. */
enum CardToken {
    VISA("pm_card_visa", null),
    DECLINED("pm_card_chargeDeclined", "generic_decline"),
    VISA_DECLINED("pm_card_visa_chargeDeclined", "generic_decline"),
    INSUFFICIENT_FUNDS("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds"),
    VISA_INSUFFICIENT_FUNDS("pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds");

    private final String token;
    private final @Nullable String declineCode;

    CardToken(String token, @Nullable String declineCode) {
        this.token = token;
        this.declineCode = declineCode;
    }

    static Optional<CardToken> find(String token) {
        return Arrays.stream(values()).filter(card -> card.token.equals(token)).findAny();
    }

    /** Null where the bank pays. */
    @Nullable
    String declineCode() {
        return declineCode;
    }
}
