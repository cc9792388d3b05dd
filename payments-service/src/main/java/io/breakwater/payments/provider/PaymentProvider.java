package io.breakwater.payments.provider;

/** A card processor. Two steps, so that an unknown charge always has a reference to ask about. */
public interface PaymentProvider {

    /**
     * Creates the intent, unconfirmed: Unconfirmed, Declined (the payment method is none), Unknown or NotTaken.
     *
     * @param keyNumber 1, or the next where the key before is spent
     */
    ProviderOutcome create(Charge charge, int keyNumber);

    /** Charges. Only after the reference is committed here. */
    ProviderOutcome confirm(String reference, Charge charge, int keyNumber);

    /** Asks. */
    ProviderOutcome find(String reference, Charge charge);

    /** Cancels what is not charged: Cancelled, or Succeeded where a charge was faster. */
    ProviderOutcome cancel(String reference, Charge charge);
}
