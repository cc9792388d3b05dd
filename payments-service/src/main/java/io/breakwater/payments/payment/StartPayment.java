package io.breakwater.payments.payment;

import io.breakwater.platform.ids.IdGenerator;
import io.breakwater.platform.work.WorkQueue;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins the payment of an order: a row and a job in the listener's transaction. */
@Component
public class StartPayment {

    private static final Logger log = LoggerFactory.getLogger(StartPayment.class);

    private final PaymentRepository payments;
    private final SettlePayment settling;
    private final WorkQueue work;
    private final IdGenerator ids;

    StartPayment(PaymentRepository payments, SettlePayment settling, WorkQueue work, IdGenerator ids) {
        this.payments = payments;
        this.settling = settling;
        this.work = work;
        this.ids = ids;
    }

    public void ofOrder(UUID orderId, UUID userId, Money total, String paymentMethod) {
        Payment payment = Payment.ofOrder(ids.next(), orderId, userId, total, paymentMethod, payments.now());
        if (payments.add(payment)) {
            work.add(ChargeWorker.job(payment.id()));
            log.info("Payment {} of order {} begins", payment.id(), orderId);
        }
    }

    /** Says again what is known of the order's payment. */
    public void answer(UUID orderId) {
        settling.republish(orderId);
    }
}
