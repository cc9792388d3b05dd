package io.breakwater.core.money;

import java.util.regex.Pattern;

/**
 * An amount as answers, events and rows have it.
 *
 * @param amount minor units of the currency, not negative
 * @param currency ISO 4217, three capital letters
 */
public record Money(long amount, String currency) {

    // The card processor's bound for one charge.
    public static final long MAX_AMOUNT = 99_999_999;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (amount < 0) {
            throw new IllegalArgumentException("An amount is not negative: " + amount);
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("Not a currency's code: " + currency);
        }
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * The sum of two amounts of one currency.
     *
     * @throws ArithmeticException beyond 64 bits
     * @throws IllegalArgumentException for another currency
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("No sum of " + currency + " and " + other.currency);
        }
        return new Money(Math.addExact(amount, other.amount), currency);
    }

    /**
     * So many times the amount.
     *
     * @throws ArithmeticException beyond 64 bits
     */
    public Money times(int quantity) {
        return new Money(Math.multiplyExact(amount, quantity), currency);
    }

    /** Whether the card processor would take it in one charge. */
    public boolean chargeable() {
        return amount >= 1 && amount <= MAX_AMOUNT;
    }
}
