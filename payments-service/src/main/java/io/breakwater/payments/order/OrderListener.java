package io.breakwater.payments.order;

import io.breakwater.payments.payment.StartPayment;
import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.EventListener;
import io.breakwater.platform.events.MessageRejected;
import org.springframework.stereotype.Component;

@Component
class OrderListener implements EventListener {

    private final StartPayment payments;

    OrderListener(StartPayment payments) {
        this.payments = payments;
    }

    @Override
    public String topic() {
        return "orders.v1";
    }

    @Override
    public void on(Event event) {
        switch (event.type()) {
            case "OrderPlaced" -> start(event.data(OrderPlaced.class));
            case "PaymentStatusRequested" -> answer(event.data(PaymentStatusRequested.class));
            default -> {
                // The other facts about orders are none of ours.
            }
        }
    }

    // The mapper leaves what is missing null, whatever the record says.
    @SuppressWarnings("ConstantValue")
    private void start(OrderPlaced order) {
        if (order.orderId() == null
                || order.userId() == null
                || order.total() == null
                || order.total().amount() == 0
                || order.paymentMethod() == null) {
            throw new MessageRejected("OrderPlaced lacks what a payment needs: " + order);
        }
        payments.ofOrder(order.orderId(), order.userId(), order.total(), order.paymentMethod());
    }

    @SuppressWarnings("ConstantValue")
    private void answer(PaymentStatusRequested question) {
        if (question.orderId() == null) {
            throw new MessageRejected("PaymentStatusRequested names no order");
        }
        payments.answer(question.orderId());
    }
}
