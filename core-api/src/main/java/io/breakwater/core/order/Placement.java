package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import java.util.List;
import java.util.UUID;

/** What comes of a basket. All but the first are refusals, after which the transaction must not be committed. */
sealed interface Placement {

    record Placed(Order order) implements Placement {}

    record UnknownProducts(List<UUID> productIds) implements Placement {}

    record CurrencyNotSupported(String supported) implements Placement {}

    record TotalTooLarge(Money total) implements Placement {}

    record PriceChanged(Money total) implements Placement {}

    record InsufficientStock(List<UUID> productIds) implements Placement {}
}
