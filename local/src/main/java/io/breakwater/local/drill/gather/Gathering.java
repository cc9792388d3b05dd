package io.breakwater.local.drill.gather;

import io.breakwater.local.drill.check.ClientFacts;
import io.breakwater.local.drill.check.EventFacts;
import io.breakwater.local.drill.check.Facts;
import io.breakwater.local.drill.check.PeopleFacts.Stream;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Gathers the facts from everywhere; can be repeated. */
public final class Gathering {

    private final Map<String, Database> databases = new HashMap<>();
    private final Topics topics;
    private final Shop shop;
    private final Books books;
    private final People people;

    public Gathering(Sources sources) {
        for (Program service : Topology.SERVICES) {
            String name = Objects.requireNonNull(service.database());
            databases.put(service.name(), new Database(sources, name));
        }
        Web web = new Web();
        this.topics = new Topics(sources);
        this.shop = new Shop(of(Topology.CORE));
        this.books = new Books(of(Topology.PAYMENTS), web, sources.file().simulator());
        this.people = new People(
                of(Topology.AUTH),
                of(Topology.NOTIFICATIONS),
                web,
                sources.file().mailbox().http());
    }

    /**
     * All that is known now.
     *
     * @param since from when on dead letters count
     * @throws Unanswered where somebody can't be asked
     */
    public Facts facts(ClientFacts client, List<Stream> streams, Instant since, int interruptions) {
        return new Facts(
                client,
                shop.facts(client.addresses().keySet()),
                books.facts(),
                events(since),
                people.facts(client.addresses(), streams),
                interruptions);
    }

    /** The products with most in stock, the same ones as long as that doesn't change. */
    public List<String> plentiful(int count) {
        return of(Topology.CORE)
                .list(
                        "SELECT product_id FROM stock ORDER BY available DESC, product_id LIMIT " + count,
                        row -> row.getString(1));
    }

    /** What is still under way, a line each; empty where the system is quiet. */
    public List<String> underWay() {
        List<String> waiting = new ArrayList<>();
        add(
                waiting,
                "open orders",
                of(Topology.CORE).number("SELECT count(*) FROM orders WHERE status NOT IN ('PAID', 'PAYMENT_FAILED')"));
        add(
                waiting,
                "payments in question",
                of(Topology.PAYMENTS).number("SELECT count(*) FROM payment WHERE status IN ('PROCESSING', 'UNKNOWN')"));
        waiting.addAll(leftovers());
        return waiting;
    }

    private EventFacts events(Instant since) {
        Map<String, Set<UUID>> inboxes = new HashMap<>();
        List<String> letters = new ArrayList<>(topics.deadLetters(since));
        databases.forEach((service, database) -> {
            Set<UUID> inbox = new HashSet<>();
            database.list("SELECT event_id FROM inbox", row -> inbox.add(Database.id(row, "event_id")));
            inboxes.put(service, inbox);
            letters.addAll(database.list(
                    "SELECT type, cause FROM dead_letter WHERE failed_at >= " + Database.literal(since),
                    row -> service + " " + row.getString("type") + ": " + row.getString("cause")));
        });
        return new EventFacts(topics.events(), topics.groups(), inboxes, letters, leftovers());
    }

    private List<String> leftovers() {
        List<String> left = new ArrayList<>();
        databases.forEach((service, database) -> List.of("outbox", "outbox_stuck", "work")
                .forEach(table -> add(
                        left, service + "'s " + table + " rows", database.number("SELECT count(*) FROM " + table))));
        return left;
    }

    private static void add(List<String> lines, String what, long count) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }

    private Database of(Program service) {
        return Objects.requireNonNull(databases.get(service.name()));
    }
}
