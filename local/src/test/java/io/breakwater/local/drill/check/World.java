package io.breakwater.local.drill.check;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.drill.check.EventFacts.Event;
import io.breakwater.local.drill.check.PaymentFacts.Account;
import io.breakwater.local.drill.check.PaymentFacts.Entry;
import io.breakwater.local.drill.check.PaymentFacts.JournalLine;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import io.breakwater.local.drill.check.PaymentFacts.Transfer;
import io.breakwater.local.drill.check.PeopleFacts.Mail;
import io.breakwater.local.drill.check.PeopleFacts.Notification;
import io.breakwater.local.drill.check.PeopleFacts.Stream;
import io.breakwater.local.drill.check.ShopFacts.Order;
import io.breakwater.local.drill.check.ShopFacts.Stock;
import io.breakwater.local.drill.check.ShopFacts.StoredAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A small world in which all is well: one customer, a paid order and a declined one. A test breaks one thing in it. */
final class World {

    static final UUID USER = id(1);
    static final UUID PRODUCT = id(2);
    static final UUID PAID = id(10);
    static final UUID DECLINED = id(20);
    static final UUID PAYMENT = id(11);

    final List<Wish> wishes = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<Stock> stock = new ArrayList<>(List.of(new Stock(PRODUCT, 98, 0, 2, 100)));
    final List<StoredAnswer> answers = new ArrayList<>();
    final List<Payment> payments = new ArrayList<>();
    final List<Transfer> transfers = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final List<Account> accounts = new ArrayList<>();
    final List<JournalLine> journal = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final Map<String, Set<UUID>> inboxes = new HashMap<>();
    final List<String> deadLetters = new ArrayList<>();
    final List<Notification> notifications = new ArrayList<>();
    final Map<UUID, Long> sequences = new HashMap<>(Map.of(USER, 4L));
    final List<Mail> mails = new ArrayList<>();
    final List<Stream> streams = new ArrayList<>(List.of(new Stream("sse 1", USER, List.of(1L, 2L, 3L, 4L))));
    int interruptions;

    static World sound() {
        World world = new World();
        List.of("core-api", "payments-service", "notifications-service", "auth-service")
                .forEach(service -> world.inboxes.put(service, new HashSet<>()));
        world.event("users.v1", "UserRegistered", USER, 1);
        world.order(PAID, true);
        world.order(DECLINED, false);
        world.transfers.add(new Transfer(id(12), "CHARGE", PAYMENT));
        world.entries.add(new Entry(id(12), id(13), 500, "EUR"));
        world.entries.add(new Entry(id(12), id(14), -500, "EUR"));
        world.accounts.add(new Account(id(13), "provider", "EUR", 500, 1));
        world.accounts.add(new Account(id(14), "revenue", "EUR", -500, 1));
        return world;
    }

    private void order(UUID id, boolean paid) {
        UUID payment = id(id.getLeastSignificantBits() + 1);
        String key = "key-" + id;
        wishes.add(new Wish(key, USER, Set.of(id), !paid));
        orders.add(new Order(id, USER, paid ? "PAID" : "PAYMENT_FAILED", 500, "EUR", null, 2, Map.of(PRODUCT, 2)));
        answers.add(new StoredAnswer(USER, key, 201, id));
        payments.add(new Payment(payment, id, paid ? "SUCCEEDED" : "DECLINED", 500, paid ? 500 : 0, 0, 3));
        journal.add(new JournalLine(
                journal.size(), "payment_intent.confirm", paid ? "succeeded" : "declined", 500, id, payment));
        event("orders.v1", "OrderPlaced", id, 1);
        event("payments.v1", paid ? "PaymentSucceeded" : "PaymentDeclined", payment, 3);
        event("orders.v1", paid ? "OrderPaid" : "OrderPaymentFailed", id, 2);
        told("order.placed", id);
        told(paid ? "order.paid" : "order.payment-failed", id);
        mails.add(new Mail("drill@example", "<" + id + ">", "Order " + id + (paid ? " is paid" : " failed"), id));
    }

    private void told(String type, UUID order) {
        notifications.add(new Notification(USER, notifications.size() + 1L, type, order));
    }

    private void event(String topic, String type, UUID aggregate, long version) {
        UUID id = id(100 + events.size());
        events.add(new Event(topic, 3, events.size(), id, type, aggregate, version));
        groups().getOrDefault(topic, List.of())
                .forEach(group -> inboxes.getOrDefault(group, new HashSet<>()).add(id));
    }

    private static Map<String, List<String>> groups() {
        return Map.of(
                "users.v1", List.of("notifications-service"),
                "orders.v1", List.of("payments-service", "notifications-service"),
                "payments.v1", List.of("core-api"));
    }

    Facts facts() {
        return new Facts(
                new ClientFacts(Map.of(USER, "drill@example"), wishes),
                new ShopFacts(orders, stock, answers),
                new PaymentFacts(payments, transfers, entries, accounts, journal),
                new EventFacts(events, groups(), inboxes, deadLetters, List.of()),
                new PeopleFacts(notifications, sequences, mails, Map.of(USER, true), streams),
                interruptions);
    }

    static UUID id(long number) {
        return new UUID(0, number);
    }
}
