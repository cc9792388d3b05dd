package io.breakwater.notifications.mail;

import io.breakwater.notifications.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job's payload: what there is to write to whom. The address is looked up when it is sent.
 *
 * @param declineCode null unless the payment failed
 */
public record OrderMail(
        UUID userId,
        Outcome outcome,
        UUID orderId,
        Money total,
        @Nullable String declineCode) {

    /** The job's kind. */
    public static final String KIND = "order-mail";

    /** How the order's payment ended. */
    public enum Outcome {
        PAID,
        PAYMENT_FAILED
    }
}
