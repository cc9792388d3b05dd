package io.breakwater.local.drill.gather;

import io.breakwater.local.drill.check.PaymentFacts;
import io.breakwater.local.drill.check.PaymentFacts.Account;
import io.breakwater.local.drill.check.PaymentFacts.Entry;
import io.breakwater.local.drill.check.PaymentFacts.JournalLine;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import io.breakwater.local.drill.check.PaymentFacts.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads payments-service's database and the processor's journal. */
final class Books {

    private final Database payments;
    private final Web web;
    private final String simulator;

    Books(Database payments, Web web, String simulator) {
        this.payments = payments;
        this.web = web;
        this.simulator = simulator;
    }

    PaymentFacts facts() {
        return new PaymentFacts(payments(), transfers(), entries(), accounts(), journal());
    }

    private List<Payment> payments() {
        return payments.list(
                "SELECT id, order_id, status, amount, captured, refunded, version FROM payment",
                row -> new Payment(
                        Database.id(row, "id"),
                        Database.idOrNull(row, "order_id"),
                        row.getString("status"),
                        row.getLong("amount"),
                        row.getLong("captured"),
                        row.getLong("refunded"),
                        row.getLong("version")));
    }

    private List<Transfer> transfers() {
        return payments.list(
                "SELECT id, kind, payment_id FROM ledger_transfer",
                row -> new Transfer(Database.id(row, "id"), row.getString("kind"), Database.id(row, "payment_id")));
    }

    private List<Entry> entries() {
        return payments.list(
                "SELECT transfer_id, account_id, amount, currency FROM ledger_entry",
                row -> new Entry(
                        Database.id(row, "transfer_id"),
                        Database.id(row, "account_id"),
                        row.getLong("amount"),
                        row.getString("currency").intern()));
    }

    private List<Account> accounts() {
        return payments.list(
                "SELECT id, name, currency, balance, version FROM account",
                row -> new Account(
                        Database.id(row, "id"),
                        row.getString("name"),
                        row.getString("currency"),
                        row.getLong("balance"),
                        row.getLong("version")));
    }

    private List<JournalLine> journal() {
        List<JournalLine> lines = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode items = web.get("provider-simulator", simulator + "/_control/journal?after=" + after)
                    .path("items");
            if (items.isEmpty()) {
                return lines;
            }
            for (JsonNode item : items) {
                after = Math.max(after, item.path("position").asLong());
                JsonNode metadata = item.path("metadata");
                lines.add(new JournalLine(
                        item.path("position").asLong(),
                        item.path("operation").asString("").intern(),
                        item.path("outcome").asString("").intern(),
                        item.path("amount").asLong(0),
                        id(metadata.path("orderId")),
                        id(metadata.path("paymentId"))));
            }
        }
    }

    private static @Nullable UUID id(JsonNode node) {
        String text = node.asString("");
        return text.isEmpty() ? null : UUID.fromString(text);
    }
}
