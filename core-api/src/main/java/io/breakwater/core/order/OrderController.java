package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.platform.idempotency.Idempotency;
import io.breakwater.platform.idempotency.IdempotentCall;
import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.Cursor;
import io.breakwater.platform.web.Cursors;
import io.breakwater.platform.web.Page;
import io.breakwater.platform.web.PageQuery;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

    private final PlaceOrder placeOrder;
    private final OrderRepository orders;
    private final Idempotency idempotency;
    private final Cursors cursors;

    OrderController(PlaceOrder placeOrder, OrderRepository orders, Idempotency idempotency, Cursors cursors) {
        this.placeOrder = placeOrder;
        this.orders = orders;
        this.idempotency = idempotency;
        this.cursors = cursors;
    }

    @PostMapping("/api/orders")
    ResponseEntity<?> place(Caller caller, IdempotentCall call, @Valid @RequestBody PlaceOrderRequest request) {
        return idempotency.execute(call, request, () -> answer(placeOrder.place(caller.userId(), request.basket())));
    }

    /** Customers see their own; who may read all sees all, or one user's. */
    @GetMapping("/api/orders")
    Page<OrderView> list(
            Caller caller, @RequestParam(name = "userId", required = false) @Nullable UUID userId, PageQuery query) {
        UUID owner = readsAll(caller) ? userId : caller.userId();
        if (userId != null && !userId.equals(owner)) {
            throw ApiProblem.forbidden();
        }
        List<Order> found = orders.list(owner, query);
        return cursors.page(found, query, order -> new Cursor(order.createdAt(), order.id()))
                .map(OrderView::of);
    }

    @GetMapping("/api/orders/{id}")
    OrderView get(Caller caller, @PathVariable UUID id) {
        return orders.find(id)
                .filter(order -> readsAll(caller) || order.userId().equals(caller.userId()))
                .map(OrderView::of)
                .orElseThrow(ApiProblem::notFound);
    }

    private static boolean readsAll(Caller caller) {
        return caller.has("support") || caller.has("admin");
    }

    private static ResponseEntity<OrderView> answer(Placement placement) {
        return switch (placement) {
            case Placement.Placed placed ->
                ResponseEntity.created(
                                URI.create("/api/orders/" + placed.order().id()))
                        .body(OrderView.of(placed.order()));
            case Placement.UnknownProducts unknown -> throw Refusals.unknownProducts(unknown.productIds());
            case Placement.CurrencyNotSupported currency -> throw Refusals.currencyNotSupported(currency.supported());
            case Placement.TotalTooLarge tooLarge -> throw Refusals.totalTooLarge(tooLarge.total());
            case Placement.PriceChanged changed -> throw Refusals.priceChanged(changed.total());
            case Placement.InsufficientStock lacking -> throw Refusals.insufficientStock(lacking.productIds());
        };
    }

    record PlaceOrderRequest(
            @NotNull @Size(min = 1, max = 50) @EachProductOnce
            List<@NotNull @Valid Line> items,

            @NotBlank @Size(max = 100) String paymentMethod,
            @Valid @Nullable ExpectedTotal expectedTotal) {

        Basket basket() {
            List<Basket.Line> lines = items.stream()
                    .map(line -> new Basket.Line(line.productId(), line.quantity()))
                    .toList();
            Money expected = expectedTotal == null ? null : new Money(expectedTotal.amount(), expectedTotal.currency());
            return new Basket(lines, paymentMethod, expected);
        }
    }

    record Line(
            @NotNull UUID productId,
            @NotNull @Min(1) @Max(999) Integer quantity) {}

    record ExpectedTotal(
            @NotNull @Min(1) @Max(Money.MAX_AMOUNT) Long amount,

            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be a currency's code in ISO 4217")
            String currency) {}

    record OrderView(
            UUID id,
            OrderStatus status,
            List<ItemView> items,
            Money total,
            Money refunded,
            @Nullable UUID paymentId,
            @Nullable String declineCode,
            Instant createdAt,
            Instant updatedAt) {

        static OrderView of(Order order) {
            return new OrderView(
                    order.id(),
                    order.status(),
                    order.items().stream().map(ItemView::of).toList(),
                    order.total(),
                    Money.zero(order.total().currency()),
                    order.payment().id(),
                    order.payment().declineCode(),
                    order.createdAt(),
                    order.updatedAt());
        }
    }

    record ItemView(UUID productId, String sku, String name, int quantity, Money unitPrice, Money lineTotal) {

        static ItemView of(OrderItem item) {
            return new ItemView(
                    item.productId(), item.sku(), item.name(), item.quantity(), item.unitPrice(), item.lineTotal());
        }
    }
}
