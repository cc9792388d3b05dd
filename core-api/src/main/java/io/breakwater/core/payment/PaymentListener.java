package io.breakwater.core.payment;

import io.breakwater.core.order.PaymentOutcome;
import io.breakwater.core.order.SettleOrder;
import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.EventListener;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands the outcome of an order's payment to the order. */
@Component
class PaymentListener implements EventListener {

    private static final String DECLINED = "declined";

    private final SettleOrder settleOrder;

    PaymentListener(SettleOrder settleOrder) {
        this.settleOrder = settleOrder;
    }

    @Override
    public String topic() {
        return "payments.v1";
    }

    @Override
    public void on(Event event) {
        switch (event.type()) {
            case "PaymentSucceeded" -> {
                PaymentSucceeded data = event.data(PaymentSucceeded.class);
                settle(
                        data.orderId(),
                        new PaymentOutcome.Succeeded(data.paymentId(), event.aggregateVersion(), data.amount()));
            }
            case "PaymentDeclined" -> {
                PaymentDeclined data = event.data(PaymentDeclined.class);
                settle(
                        data.orderId(),
                        new PaymentOutcome.Failed(
                                data.paymentId(), event.aggregateVersion(), DECLINED, data.declineCode()));
            }
            case "PaymentCancelled" -> {
                PaymentCancelled data = event.data(PaymentCancelled.class);
                settle(
                        data.orderId(),
                        new PaymentOutcome.Failed(
                                data.paymentId(), event.aggregateVersion(), data.reason(), data.reason()));
            }
            default -> {
                // Facts that orders have nothing to do with, or not yet.
            }
        }
    }

    /** A charge without an order is nothing to us. */
    private void settle(@Nullable UUID orderId, PaymentOutcome outcome) {
        if (orderId != null) {
            settleOrder.settle(orderId, outcome);
        }
    }
}
