package io.breakwater.payments.payment;

/** How far the calls to the provider have certainly come; whatever was called after it is asked about. */
enum RecoveryPoint {
    /** Perhaps there is an intent at the provider; none was ever confirmed, so no money has moved. */
    STARTED,
    /** The intent's reference is ours; perhaps it was confirmed. */
    INTENT_CREATED,
    /** The card was declined; perhaps the intent is cancelled already. */
    DECLINED,
    FINISHED
}
