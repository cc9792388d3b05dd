package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.platform.web.ApiProblem;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Why an order is not taken, as HTTP says it. */
final class Refusals {

    private Refusals() {}

    static ApiProblem unknownProducts(List<UUID> productIds) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "unknown-product",
                "A product is not in the catalogue",
                "There is no product " + list(productIds) + ".");
    }

    static ApiProblem currencyNotSupported(String supported) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "currency-not-supported",
                "The shop sells in another currency",
                "The shop sells in " + supported + ".");
    }

    static ApiProblem totalTooLarge(Money total) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "total-too-large",
                "The order's total is too large",
                "The total is " + total.amount() + "; one charge can be " + Money.MAX_AMOUNT
                        + " at the most. Order in parts.");
    }

    static ApiProblem priceChanged(Money total) {
        return new ApiProblem(
                HttpStatus.CONFLICT,
                "price-changed",
                "The order's total is not the expected one",
                "The total is " + total.amount() + " " + total.currency()
                        + " now. Show it, and order anew with a new key.");
    }

    static ApiProblem insufficientStock(List<UUID> productIds) {
        return new ApiProblem(
                HttpStatus.CONFLICT,
                "insufficient-stock",
                "There is not enough in stock",
                "There are too few pieces of " + list(productIds) + ".");
    }

    private static String list(List<UUID> productIds) {
        return productIds.stream().map(UUID::toString).collect(Collectors.joining(", "));
    }
}
