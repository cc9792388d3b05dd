package io.breakwater.payments.payment;

import io.breakwater.payments.ledger.Ledger;
import io.breakwater.payments.payment.ChargePayment.Verdict;
import io.breakwater.platform.events.Outbox;
import io.breakwater.platform.events.OutboxEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records what became of a charge: status, ledger transfer and event in the caller's transaction. An outcome that comes
 * late, when there is one already, changes nothing.
 */
@Component
class SettlePayment {

    private static final Logger log = LoggerFactory.getLogger(SettlePayment.class);

    private final PaymentRepository payments;
    private final Ledger ledger;
    private final Outbox outbox;

    SettlePayment(PaymentRepository payments, Ledger ledger, Outbox outbox) {
        this.payments = payments;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    void record(UUID paymentId, Verdict verdict) {
        Payment payment = payments.lock(paymentId);
        if (!payment.status().open()) {
            log.info("Payment {} is {} already: {} comes late", paymentId, payment.status(), verdict);
            return;
        }
        switch (verdict) {
            case Verdict.Succeeded succeeded -> {
                ledger.charge(
                        paymentId, payment.amount().amount(), payment.amount().currency());
                settle(payment, PaymentStatus.SUCCEEDED, null);
            }
            case Verdict.Declined declined -> settle(payment, PaymentStatus.DECLINED, declined.code());
            case Verdict.Cancelled cancelled -> settle(payment, PaymentStatus.CANCELLED, null);
            case Verdict.Review review -> {
                payments.review(payment, review.reason());
                log.error("Payment {} needs a person: {}", paymentId, review.reason());
            }
            case Verdict.Later later -> {
                if (later.unknown() && payment.status() == PaymentStatus.PROCESSING) {
                    payments.markUnknown(payment);
                    log.info("Payment {} is UNKNOWN: {}", paymentId, later.reason());
                }
            }
        }
    }

    private void settle(Payment payment, PaymentStatus status, @Nullable String declineCode) {
        publish(payments.settle(payment, status, declineCode));
        log.info("Payment {} of order {} is {}", payment.id(), payment.orderId(), status);
    }

    /** Answers whoever asks with the current fact, in its old version; not at all while there is none. */
    void republish(UUID orderId) {
        Optional<Payment> payment = payments.lockOfOrder(orderId);
        payment.filter(known -> known.fact() != null).ifPresent(this::publish);
    }

    private void publish(Payment payment) {
        PaymentFact fact = payment.fact();
        if (fact != null) {
            outbox.append(new OutboxEvent(PaymentFact.TOPIC, fact.type(), payment.id(), payment.version(), fact));
        }
    }
}
