package io.breakwater.payments.payment;

/** As the API shows it. */
public enum PaymentStatus {
    PROCESSING,
    /** The provider was asked to charge and its answer is missing. */
    UNKNOWN,
    REQUIRES_CAPTURE,
    SUCCEEDED,
    PARTIALLY_REFUNDED,
    /** The provider's answer contradicts ours: a person decides. */
    REVIEW,
    DECLINED,
    CANCELLED,
    REFUNDED;

    /** Whether the charge still has to be taken to its end. */
    boolean open() {
        return this == PROCESSING || this == UNKNOWN;
    }
}
