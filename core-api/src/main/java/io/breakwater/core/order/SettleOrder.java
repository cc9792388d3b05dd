package io.breakwater.core.order;

import io.breakwater.core.stock.StockMovement;
import io.breakwater.core.stock.StockRepository;
import io.breakwater.platform.events.MessageRejected;
import io.breakwater.platform.jdbc.AfterCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies the outcome of a payment to its order: status, stock and event in one transaction, under the lock of the order's
 * row. A success that meets an order which has failed changes neither status nor stock, because refunds are not known here
 * yet: it is written into the order's note, logged as an error and counted.
 */
@Component
public class SettleOrder {

    private static final Logger log = LoggerFactory.getLogger(SettleOrder.class);

    private final OrderRepository orders;
    private final StockRepository stocks;
    private final OrderEvents events;
    private final Clock clock;
    private final Counter contradictions;

    SettleOrder(OrderRepository orders, StockRepository stocks, OrderEvents events, Clock clock, MeterRegistry meters) {
        this.orders = orders;
        this.stocks = stocks;
        this.events = events;
        this.clock = clock;
        this.contradictions = Counter.builder("breakwater.orders.contradictions")
                .description("Payments that say otherwise than how their order has ended")
                .register(meters);
    }

    /**
     * Applies it, once; what is older than what the order knows changes nothing.
     *
     * @throws MessageRejected if there is no such order, or the fact can't be about it: then a person must look
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(UUID orderId, PaymentOutcome outcome) {
        Order order = orders.lock(orderId)
                .orElseThrow(() ->
                        new MessageRejected("Payment " + outcome.paymentId() + " is for no order of ours: " + orderId));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        switch (order.settle(outcome, now)) {
            case Settlement.Paid paid -> paid(paid.order());
            case Settlement.Failed failed -> failed(failed.order(), failed.reason());
            case Settlement.Contradicted contradicted -> contradicted(contradicted.order());
            case Settlement.Refused refused ->
                throw new MessageRejected(
                        "Payment " + outcome.paymentId() + " can't be order " + orderId + "'s: " + refused.why());
            case Settlement.Ignored ignored ->
                log.debug("Order {} knows version {} of its payment already", orderId, outcome.version());
        }
    }

    private void paid(Order order) {
        orders.update(order);
        events.paid(order);
        move(order, StockMovement::sell);
        log.info("Order {} paid by {}", order.id(), order.payment().id());
    }

    private void failed(Order order, String reason) {
        orders.update(order);
        events.paymentFailed(order, reason);
        move(order, StockMovement::release);
        log.info("Order {} failed: {} {}", order.id(), reason, order.payment().declineCode());
    }

    private void contradicted(Order order) {
        orders.update(order);
        AfterCommit.run(() -> {
            contradictions.increment();
            log.error("Order {} needs a person: {}", order.id(), order.note());
        });
    }

    private void move(Order order, BiFunction<UUID, Integer, StockMovement> movement) {
        List<UUID> lacking = stocks.apply(order.items().stream()
                .map(item -> movement.apply(item.productId(), item.quantity()))
                .toList());
        if (!lacking.isEmpty()) {
            throw new IllegalStateException("Order " + order.id() + " has nothing reserved of " + lacking);
        }
    }
}
