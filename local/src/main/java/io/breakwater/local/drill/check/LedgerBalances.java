package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.PaymentFacts.Entry;
import io.breakwater.local.drill.check.PaymentFacts.Payment;
import io.breakwater.local.drill.check.PaymentFacts.Transfer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nothing but what the entries say: they add up to zero everywhere, and each captured payment is booked once. */
final class LedgerBalances implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I1", "the ledger balances");
        PaymentFacts books = facts.payments();
        sums(books.entries(), Entry::currency)
                .forEach((currency, sum) ->
                        look.check(sum == 0, WRONG, () -> "all entries in " + currency + " add up to " + sum));
        Map<String, Long> transfers = sums(books.entries(), entry -> entry.transfer() + " " + entry.currency());
        transfers.forEach(
                (transfer, sum) -> look.check(sum == 0, WRONG, () -> "transfer " + transfer + " adds up to " + sum));
        Map<UUID, Long> balances = sums(books.entries(), Entry::account);
        books.accounts().forEach(account -> {
            long sum = balances.getOrDefault(account.id(), 0L);
            look.check(
                    account.balance() == sum,
                    WRONG,
                    () -> "account " + account.name() + " says " + account.balance() + ", its entries " + sum);
        });
        booked(books, look);
        return look.end();
    }

    private static void booked(PaymentFacts books, Finding.Look look) {
        Map<UUID, List<Transfer>> transfers = Grouping.by(books.transfers(), Transfer::payment);
        for (Payment payment : books.payments()) {
            long charges = Grouping.of(transfers, payment.id()).stream()
                    .filter(transfer ->
                            !transfer.kind().toLowerCase(Locale.ROOT).contains("refund"))
                    .count();
            long wanted = payment.succeeded() ? 1 : 0;
            look.check(
                    charges == wanted,
                    charges > wanted ? DOUBLED : LOST,
                    () -> "payment " + payment.id() + " is " + payment.status() + " and was booked " + charges
                            + " times");
        }
    }

    private static <K> Map<K, Long> sums(List<Entry> entries, Function<Entry, K> by) {
        return entries.stream().collect(Collectors.groupingBy(by, Collectors.summingLong(Entry::amount)));
    }
}
