/**
 * A payment from the order's request to its definite outcome. {@link io.breakwater.payments.payment.ChargeWorker}
 * takes it forward, step by step, from where it certainly is. Protected here: one charge a payment at most, never a
 * guess, and a definite outcome never changes; its event and its ledger transfer commit with it.
 */
@NullMarked
package io.breakwater.payments.payment;

import org.jspecify.annotations.NullMarked;
