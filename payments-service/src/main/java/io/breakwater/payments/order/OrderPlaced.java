package io.breakwater.payments.order;

import io.breakwater.payments.payment.Money;
import java.util.UUID;

/** Of the message only what a payment needs. */
record OrderPlaced(UUID orderId, UUID userId, Money total, String paymentMethod) {}
