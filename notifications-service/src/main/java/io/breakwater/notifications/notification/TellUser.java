package io.breakwater.notifications.notification;

import io.breakwater.notifications.mail.OrderMail;
import io.breakwater.platform.jdbc.AfterCommit;
import io.breakwater.platform.work.Job;
import io.breakwater.platform.work.WorkQueue;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes down what a user is told, and the job of mailing it, in the listener's transaction; once that has committed,
 * this process hears of it.
 */
@Component
public class TellUser {

    private final NotificationRepository notifications;
    private final WorkQueue work;
    private final ApplicationEventPublisher events;

    TellUser(NotificationRepository notifications, WorkQueue work, ApplicationEventPublisher events) {
        this.notifications = notifications;
        this.work = work;
        this.events = events;
    }

    /**
     * Tells of one fact.
     *
     * @param factId the event's id: it names the notification, the job and the mail, so that none of them can double
     */
    public void tell(UUID factId, UUID userId, NotificationType type, NotificationData data) {
        long sequence = notifications.add(factId, userId, type, data);
        AfterCommit.run(() -> events.publishEvent(new NotificationAdded(userId, sequence)));
        switch (type) {
            case ORDER_PLACED -> {
                // The shop's own page says so; a mail follows when it is known whether the order is paid.
            }
            case ORDER_PAID ->
                mail(factId, new OrderMail(userId, OrderMail.Outcome.PAID, data.orderId(), data.total(), null));
            case ORDER_PAYMENT_FAILED ->
                mail(
                        factId,
                        new OrderMail(
                                userId,
                                OrderMail.Outcome.PAYMENT_FAILED,
                                data.orderId(),
                                data.total(),
                                data.declineCode()));
        }
    }

    private void mail(UUID factId, OrderMail mail) {
        work.add(Job.now(OrderMail.KIND, factId.toString(), mail));
    }
}
