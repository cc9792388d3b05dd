package io.breakwater.payments.payment;

/**
 * An exact amount.
 *
 * @param amount in minor units of the currency
 * @param currency ISO 4217, in capitals
 */
public record Money(long amount, String currency) {

    /** The provider's bound: eight digits. */
    public static final long MAX_AMOUNT = 99_999_999;

    public Money {
        if (amount < 0 || amount > MAX_AMOUNT || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("No amount of money: " + amount + " " + currency);
        }
    }
}
