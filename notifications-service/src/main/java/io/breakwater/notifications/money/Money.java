package io.breakwater.notifications.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/** An amount in minor units of an ISO 4217 currency; another currency can't be constructed. */
public record Money(long amount, String currency) {

    public Money {
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(Currency.getInstance(currency));
    }

    /** For people of any language: {@code 1234.50 EUR}. */
    public String formatted() {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return BigDecimal.valueOf(amount, Math.max(0, digits)).toPlainString() + " " + currency;
    }
}
