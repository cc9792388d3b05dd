package io.breakwater.payments.order;

import java.util.UUID;

/** An order that has waited long asks what became of its payment. */
record PaymentStatusRequested(UUID orderId) {}
