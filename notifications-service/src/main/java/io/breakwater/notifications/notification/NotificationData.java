package io.breakwater.notifications.notification;

import io.breakwater.notifications.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order at the moment that is told of.
 *
 * @param paymentId null where there is none yet
 * @param declineCode null unless its payment failed
 */
public record NotificationData(
        UUID orderId,
        String status,
        Money total,
        @Nullable UUID paymentId,
        @Nullable String declineCode) {}
