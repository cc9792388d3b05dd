package io.breakwater.core.order;

enum OrderStatus {
    PENDING_PAYMENT,
    PAID,
    PAYMENT_FAILED
}
