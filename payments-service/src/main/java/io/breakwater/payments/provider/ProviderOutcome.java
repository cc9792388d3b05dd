package io.breakwater.payments.provider;

/** What a call to the provider came to. */
public sealed interface ProviderOutcome {

    /** There is an intent, and no money has moved. */
    record Unconfirmed(String reference) implements ProviderOutcome {}

    /** The money was taken, in the amount that we asked for. */
    record Succeeded(String reference) implements ProviderOutcome {}

    /** The card was declined for good, or is none. */
    record Declined(String code) implements ProviderOutcome {}

    /** The intent is cancelled: nothing can move any more. */
    record Cancelled() implements ProviderOutcome {}

    /** The provider's answer is definite and isn't what we asked for. */
    record Contradiction(String what) implements ProviderOutcome {}

    /**
     * The call may have been executed: no answer, an unreadable one, an error of the provider's own, or "still
     * working".
     *
     * @param keySpent whether the provider only repeats a failure that it has stored under our key
     */
    record Unknown(String reason, boolean keySpent) implements ProviderOutcome {}

    /** The call was certainly not executed: refused here or there before anything was done. */
    record NotTaken(String reason) implements ProviderOutcome {}
}
