package io.breakwater.notifications.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What there is to tell. The names are part of the API and of the stored rows. */
public enum NotificationType {
    ORDER_PLACED("order.placed"),
    ORDER_PAID("order.paid"),
    ORDER_PAYMENT_FAILED("order.payment-failed");

    private final String wireName;

    NotificationType(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
        return wireName;
    }

    static NotificationType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There is no notification type " + wireName));
    }
}
