package io.breakwater.notifications.order;

import io.breakwater.notifications.notification.NotificationData;
import io.breakwater.notifications.notification.NotificationType;
import io.breakwater.notifications.notification.TellUser;
import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells of each fact in the order in which it comes. Nothing is compared with an order's version: a fact that comes late
 * has happened all the same, and the history says so.
 */
@Component
class OrderListener implements EventListener {

    private final TellUser tellUser;

    OrderListener(TellUser tellUser) {
        this.tellUser = tellUser;
    }

    @Override
    public String topic() {
        return "orders.v1";
    }

    @Override
    public void on(Event event) {
        switch (event.type()) {
            case "OrderPlaced" -> placed(event, event.data(OrderPlacedMessage.class));
            case "OrderPaid" -> paid(event, event.data(OrderPaidMessage.class));
            case "OrderPaymentFailed" -> paymentFailed(event, event.data(OrderPaymentFailedMessage.class));
            default -> {
                // The topic carries questions between services as well, and later facts that nobody is told of.
            }
        }
    }

    private void placed(Event event, OrderPlacedMessage order) {
        NotificationData data = new NotificationData(order.orderId(), "PENDING_PAYMENT", order.total(), null, null);
        tellUser.tell(event.id(), order.userId(), NotificationType.ORDER_PLACED, data);
    }

    private void paid(Event event, OrderPaidMessage order) {
        NotificationData data = new NotificationData(order.orderId(), "PAID", order.total(), order.paymentId(), null);
        tellUser.tell(event.id(), order.userId(), NotificationType.ORDER_PAID, data);
    }

    private void paymentFailed(Event event, OrderPaymentFailedMessage order) {
        NotificationData data = new NotificationData(
                order.orderId(), "PAYMENT_FAILED", order.total(), order.paymentId(), order.shownCode());
        tellUser.tell(event.id(), order.userId(), NotificationType.ORDER_PAYMENT_FAILED, data);
    }
}
