package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.World.DECLINED;
import static io.breakwater.local.drill.check.World.PAID;
import static io.breakwater.local.drill.check.World.PAYMENT;
import static io.breakwater.local.drill.check.World.PRODUCT;
import static io.breakwater.local.drill.check.World.USER;
import static io.breakwater.local.drill.check.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.EventFacts.Event;
import io.breakwater.local.drill.check.PaymentFacts.Entry;
import io.breakwater.local.drill.check.PaymentFacts.JournalLine;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import io.breakwater.local.drill.check.PaymentFacts.Transfer;
import io.breakwater.local.drill.check.PeopleFacts.Mail;
import io.breakwater.local.drill.check.PeopleFacts.Notification;
import io.breakwater.local.drill.check.PeopleFacts.Stream;
import io.breakwater.local.drill.check.ShopFacts.Order;
import io.breakwater.local.drill.check.ShopFacts.Stock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge can fail: each thing that must not happen is found, and by the invariant that says so. */
class InvariantsTests {

    private final World world = World.sound();

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(Invariants.judge(world.facts())).allSatisfy(finding -> {
            assertThat(finding.violations()).as(finding.says()).isEmpty();
            assertThat(finding.checked()).as(finding.says()).isPositive();
        });
    }

    @Test
    void findsAnAcceptedOrderThatIsNotThere() {
        world.orders.removeIf(order -> order.id().equals(PAID));

        assertFound("one order for each key, as it was answered", Violation.Kind.LOST);
    }

    @Test
    void findsAKeyThatBecameTwoOrders() {
        world.wishes.set(0, new Wish("key-" + PAID, USER, Set.of(PAID, DECLINED), false));

        assertFound("one order for each key, as it was answered", Violation.Kind.DOUBLED);
    }

    @Test
    void findsAnOrderThatNobodyWanted() {
        world.wishes.removeFirst();

        assertFound("one order for each key, as it was answered", Violation.Kind.DOUBLED);
    }

    @Test
    void findsASecondCharge() {
        world.journal.add(new JournalLine(9, "payment_intent.confirm", "succeeded", 500, PAID, PAYMENT));

        assertFound("one charge for each paid order", Violation.Kind.DOUBLED);
    }

    @Test
    void findsAMissingCharge() {
        world.journal.removeFirst();

        assertFound("one charge for each paid order", Violation.Kind.LOST);
    }

    @Test
    void findsAChargeOfTheWrongAmount() {
        world.journal.set(0, new JournalLine(0, "payment_intent.confirm", "succeeded", 499, PAID, PAYMENT));

        assertFound("one charge for each paid order", Violation.Kind.WRONG);
    }

    @Test
    void findsAnUnbalancedLedger() {
        world.entries.set(1, new Entry(id(12), id(14), -499, "EUR"));

        assertFound("the ledger balances", Violation.Kind.WRONG);
    }

    @Test
    void findsAPaymentThatWasBookedTwice() {
        world.transfers.add(new Transfer(id(15), "CHARGE", PAYMENT));

        assertFound("the ledger balances", Violation.Kind.DOUBLED);
    }

    @Test
    void findsARefundBeyondWhatWasCaptured() {
        world.payments.set(0, new Payment(PAYMENT, PAID, "PARTIALLY_REFUNDED", 500, 500, 501, 3));

        assertFound("refunds stay within what was captured", Violation.Kind.WRONG);
    }

    @Test
    void findsAnOrderThatEndedInTwoWays() {
        world.events.add(new Event("orders.v1", 3, 90, id(190), "OrderPaymentFailed", PAID, 2));

        assertFound("an order that has ended stays as it is", Violation.Kind.WRONG);
    }

    @Test
    void findsALostEvent() {
        world.events.removeIf(event -> event.type().equals("OrderPaid"));

        assertFound("committed changes are events, and the reverse", Violation.Kind.LOST);
    }

    @Test
    void findsAnEventWithoutItsChange() {
        world.events.add(new Event("orders.v1", 3, 90, id(190), "OrderPlaced", id(191), 1));

        assertFound("committed changes are events, and the reverse", Violation.Kind.WRONG);
    }

    @Test
    void findsAReorderedFirstOccurrence() {
        Event placed = world.events.remove(1);
        world.events.add(placed);

        assertFound("first occurrences stand in the order of commits", Violation.Kind.WRONG);
    }

    @Test
    void allowsALaterCopyOfAnEvent() {
        world.events.add(world.events.get(1));

        assertThat(Invariants.judge(world.facts())).allMatch(Finding::holds);
    }

    @Test
    void findsAnEventThatAConsumerNeverTook() {
        world.inboxes.put("core-api", Set.of());

        assertFound("each consumer took each event", Violation.Kind.LOST);
    }

    @Test
    void findsADeadLetter() {
        world.deadLetters.add("orders.v1.payments-service.dlt 3/0");

        assertFound("each consumer took each event", Violation.Kind.LOST);
    }

    @Test
    void findsAGapInTheNumbers() {
        world.notifications.set(3, new Notification(USER, 5, "order.payment-failed", DECLINED));

        assertFound("each order was told of once, numbers without gaps", Violation.Kind.WRONG);
    }

    @Test
    void findsANotificationThatWasToldTwice() {
        world.notifications.add(new Notification(USER, 5, "order.paid", PAID));
        world.sequences.put(USER, 5L);

        assertFound("each order was told of once, numbers without gaps", Violation.Kind.DOUBLED);
    }

    @Test
    void findsASecondMailWithAnotherMessageId() {
        world.mails.add(new Mail("drill@example", "<other>", "Order " + PAID + " is paid", PAID));

        assertFound("one mail for each order's end", Violation.Kind.DOUBLED);
    }

    @Test
    void allowsACopyOfAMailForEachInterruption() {
        world.mails.add(world.mails.getFirst());

        assertFound("one mail for each order's end", Violation.Kind.DOUBLED);

        world.interruptions = 1;
        assertThat(Invariants.judge(world.facts())).allMatch(Finding::holds);
        assertThat(OneMailEach.copies(world.facts())).isEqualTo(1);
    }

    @Test
    void findsAMissingMail() {
        world.mails.removeFirst();

        assertFound("one mail for each order's end", Violation.Kind.LOST);
    }

    @Test
    void findsWhatAStreamMissedOrHeardTwice() {
        world.streams.set(0, new Stream("sse 1", USER, List.of(1L, 2L, 4L, 4L)));

        assertFound("open streams missed nothing", Violation.Kind.LOST);
        assertFound("open streams missed nothing", Violation.Kind.DOUBLED);
    }

    @Test
    void findsWhatWasSoldTooOften() {
        world.stock.set(0, new Stock(PRODUCT, -1, 0, 101, 100));

        assertFound("the stock adds up", Violation.Kind.WRONG);
    }

    @Test
    void findsAnOrderWithoutAnEnd() {
        world.orders.set(0, new Order(PAID, USER, "PENDING_PAYMENT", 500, "EUR", null, 1, Map.of(PRODUCT, 2)));

        assertFound("every order has its end", Violation.Kind.LOST);
    }

    private void assertFound(String says, Violation.Kind kind) {
        assertThat(Invariants.judge(world.facts()))
                .filteredOn(finding -> finding.says().equals(says))
                .singleElement()
                .satisfies(finding -> assertThat(finding.violations())
                        .extracting(Violation::kind)
                        .contains(kind));
    }
}
