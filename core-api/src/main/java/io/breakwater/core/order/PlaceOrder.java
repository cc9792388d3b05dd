package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.MoneySettings;
import io.breakwater.core.product.Product;
import io.breakwater.core.product.ProductRepository;
import io.breakwater.core.stock.StockMovement;
import io.breakwater.core.stock.StockRepository;
import io.breakwater.platform.ids.IdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reserves the stock and commits the order with its event, all in the transaction of the idempotency key. */
@Component
class PlaceOrder {

    private static final Logger log = LoggerFactory.getLogger(PlaceOrder.class);

    private final ProductRepository products;
    private final StockRepository stocks;
    private final OrderRepository orders;
    private final OrderEvents events;
    private final IdGenerator ids;
    private final Clock clock;
    private final MoneySettings money;
    private final OrderSettings settings;

    PlaceOrder(
            ProductRepository products,
            StockRepository stocks,
            OrderRepository orders,
            OrderEvents events,
            IdGenerator ids,
            Clock clock,
            MoneySettings money,
            OrderSettings settings) {
        this.products = products;
        this.stocks = stocks;
        this.orders = orders;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.money = money;
        this.settings = settings;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Placement place(UUID userId, Basket basket) {
        Money expected = basket.expectedTotal();
        if (expected != null && !expected.currency().equals(money.currency())) {
            return new Placement.CurrencyNotSupported(money.currency());
        }
        Map<UUID, Product> known =
                products.list(basket.productIds()).stream().collect(Collectors.toMap(Product::id, Function.identity()));
        List<UUID> unknown = basket.productIds().stream()
                .filter(id -> !known.containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            return new Placement.UnknownProducts(unknown);
        }
        if (known.values().stream()
                .anyMatch(product -> !product.price().currency().equals(money.currency()))) {
            return new Placement.CurrencyNotSupported(money.currency());
        }
        List<OrderItem> items = basket.lines().stream()
                .map(line -> OrderItem.of(get(known, line.productId()), line.quantity()))
                .toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Order order = Order.placed(ids.next(), userId, items, basket.paymentMethod(), now);
        if (!order.total().chargeable()) {
            return new Placement.TotalTooLarge(order.total());
        }
        if (expected != null && !expected.equals(order.total())) {
            return new Placement.PriceChanged(order.total());
        }
        // Without a lock: what is sold out is refused without queueing for it.
        List<UUID> lacking = basket.lines().stream()
                .filter(line -> get(known, line.productId()).available() < line.quantity())
                .map(Basket.Line::productId)
                .toList();
        return lacking.isEmpty() ? commit(order) : new Placement.InsufficientStock(lacking);
    }

    /** The stock comes last, because everybody who wants the same product waits from there to the commit. */
    private Placement commit(Order order) {
        orders.add(order, order.createdAt().plus(settings.askAfter()));
        events.placed(order);
        List<UUID> lacking = stocks.apply(order.items().stream()
                .map(item -> StockMovement.reserve(item.productId(), item.quantity()))
                .toList());
        if (!lacking.isEmpty()) {
            return new Placement.InsufficientStock(lacking);
        }
        log.info("Order {} placed by {}", order.id(), order.userId());
        return new Placement.Placed(order);
    }

    private static Product get(Map<UUID, Product> products, UUID id) {
        return Objects.requireNonNull(products.get(id));
    }
}
