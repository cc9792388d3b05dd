package io.breakwater.core.order;

/** What a fact of its payment makes of an order. */
sealed interface Settlement {

    record Paid(Order order) implements Settlement {}

    /** The order has ended without a payment, for a reason that its event names. */
    record Failed(Order order, String reason) implements Settlement {}

    /** The order stays as it has ended; what the payment says is written down for people. */
    record Contradicted(Order order) implements Settlement {}

    /** Nothing new. */
    record Ignored() implements Settlement {}

    /** The fact can't belong to this order. */
    record Refused(String why) implements Settlement {}
}
