package io.breakwater.local.drill.check;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** payments-service's database, and the journal of the card processor, which is the outside truth. */
public record PaymentFacts(
        List<Payment> payments,
        List<Transfer> transfers,
        List<Entry> entries,
        List<Account> accounts,
        List<JournalLine> journal) {

    public record Payment(
            UUID id, @Nullable UUID order, String status, long amount, long captured, long refunded, long version) {

        boolean succeeded() {
            return List.of("SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED").contains(status);
        }
    }

    public record Transfer(UUID id, String kind, UUID payment) {}

    public record Entry(UUID transfer, UUID account, long amount, String currency) {}

    public record Account(UUID id, String name, String currency, long balance, long version) {}

    /**
     * One thing that the processor did.
     *
     * @param order of its metadata, as is {@code payment}
     */
    public record JournalLine(
            long position,
            String operation,
            String outcome,
            long amount,
            @Nullable UUID order,
            @Nullable UUID payment) {

        /** Money moved. */
        boolean charge() {
            return operation.equals("payment_intent.confirm") && outcome.equals("succeeded");
        }

        boolean refund() {
            return operation.equals("refund.create") && outcome.equals("succeeded");
        }
    }
}
