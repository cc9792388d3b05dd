package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderTests {

    private static final UUID PAYMENT = new UUID(7, 7);
    private static final Money TOTAL = new Money(700, "EUR");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isPaidByASuccess() {
        Settlement settlement = anOrder().settle(succeeded(3), NOW);

        Order paid = ((Settlement.Paid) settlement).order();
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.version()).isEqualTo(2);
        assertThat(paid.payment().id()).isEqualTo(PAYMENT);
        assertThat(paid.payment().declineCode()).isNull();
    }

    @Test
    void failsWithTheCodeOfItsDecline() {
        Settlement settlement = anOrder().settle(declined(3), NOW);

        Order failed = ((Settlement.Failed) settlement).order();
        assertThat(failed.status()).isEqualTo(OrderStatus.PAYMENT_FAILED);
        assertThat(failed.payment().declineCode()).isEqualTo("generic_decline");
    }

    @Test
    void writesDownASuccessAfterItHasFailedAndStaysFailed() {
        Order failed = after(anOrder(), declined(3));

        Order noted = ((Settlement.Contradicted) failed.settle(succeeded(4), NOW)).order();

        assertThat(noted.status()).isEqualTo(OrderStatus.PAYMENT_FAILED);
        assertThat(noted.note()).contains(PAYMENT.toString(), "succeeded", "version 4", "PAYMENT_FAILED");
        assertThat(noted.payment().declineCode()).isEqualTo("generic_decline");
        assertThat(noted.settle(succeeded(4), NOW)).isInstanceOf(Settlement.Ignored.class);
    }

    @Test
    void ignoresWhatIsOlderThanWhatItKnows() {
        Order failed = after(anOrder(), declined(3));

        assertThat(failed.settle(succeeded(2), NOW)).isInstanceOf(Settlement.Ignored.class);
    }

    @Test
    void takesNeitherAnotherPaymentNorAnotherAmount() {
        Order paid = after(anOrder(), succeeded(3));
        var stranger = new PaymentOutcome.Succeeded(new UUID(8, 8), 9, TOTAL);
        var cheap = new PaymentOutcome.Succeeded(PAYMENT, 9, new Money(699, "EUR"));

        assertThat(paid.settle(stranger, NOW)).isInstanceOf(Settlement.Refused.class);
        assertThat(anOrder().settle(cheap, NOW)).isInstanceOf(Settlement.Refused.class);
    }

    /** Whatever comes, the first outcome is the end, versions only grow, and each outcome moves the stock at most once. */
    @Test
    void endsOnceWhateverComesInWhateverOrder() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("OrderTests seed: -Dseed=" + seed);
        var random = new SplittableRandom(seed);
        for (int story = 0; story < 2_000; story++) {
            Order order = anOrder();
            List<Settlement> ends = new ArrayList<>();
            PaymentOutcome first = null;
            for (int step = 0; step < 8; step++) {
                PaymentOutcome outcome =
                        random.nextBoolean() ? succeeded(1 + random.nextInt(4)) : declined(1 + random.nextInt(4));
                first = first == null ? outcome : first;
                Settlement settlement = order.settle(outcome, NOW);
                if (settlement instanceof Settlement.Paid || settlement instanceof Settlement.Failed) {
                    ends.add(settlement);
                }
                Order next = applied(order, settlement);
                assertThat(next.version()).isGreaterThanOrEqualTo(order.version());
                assertThat(next.payment().version())
                        .isGreaterThanOrEqualTo(order.payment().version());
                order = next;
            }

            assertThat(ends).as("story %s of seed %s", story, seed).hasSize(1);
            assertThat(order.status())
                    .isEqualTo(
                            first instanceof PaymentOutcome.Succeeded ? OrderStatus.PAID : OrderStatus.PAYMENT_FAILED);
        }
    }

    private static Order anOrder() {
        var items = List.of(new OrderItem(new UUID(2, 2), "KIT-0001", "Copper Saucepan", 7, new Money(100, "EUR")));
        return Order.placed(new UUID(1, 1), new UUID(3, 3), items, "pm_card_visa", NOW);
    }

    private static Order after(Order order, PaymentOutcome outcome) {
        return applied(order, order.settle(outcome, NOW));
    }

    private static Order applied(Order order, Settlement settlement) {
        return switch (settlement) {
            case Settlement.Paid paid -> paid.order();
            case Settlement.Failed failed -> failed.order();
            case Settlement.Contradicted contradicted -> contradicted.order();
            case Settlement.Ignored ignored -> order;
            case Settlement.Refused refused -> order;
        };
    }

    private static PaymentOutcome succeeded(long version) {
        return new PaymentOutcome.Succeeded(PAYMENT, version, TOTAL);
    }

    private static PaymentOutcome declined(long version) {
        return new PaymentOutcome.Failed(PAYMENT, version, "declined", "generic_decline");
    }
}
