package io.breakwater.local.drill.check;

import static io.breakwater.local.drill.check.Violation.Kind.DOUBLED;
import static io.breakwater.local.drill.check.Violation.Kind.LOST;
import static io.breakwater.local.drill.check.Violation.Kind.WRONG;

import io.breakwater.local.drill.check.PeopleFacts.Mail;
import io.breakwater.local.drill.check.ShopFacts.Order;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One mail for each order that has ended, to its customer; a further copy only with the same Message-ID, for a crash. */
public final class OneMailEach implements Invariant {

    @Override
    public Finding judge(Facts facts) {
        var look = new Finding.Look("I7", "one mail for each order's end");
        Map<UUID, List<Mail>> mails = Grouping.by(facts.people().mails(), Mail::order);
        facts.ordersOfTheDrill().stream().filter(Order::ended).forEach(order -> {
            List<Mail> own = Grouping.of(mails, order.id());
            long ids = own.stream().map(Mail::messageId).distinct().count();
            look.check(ids >= 1, LOST, () -> "no mail for order " + order.id() + ", which is " + order.status());
            look.check(ids <= 1, DOUBLED, () -> "order " + order.id() + " has mails " + own);
            look.check(
                    own.size() <= 1 + facts.interruptions(),
                    DOUBLED,
                    () -> own.size() + " copies of the mail for order " + order.id() + " after " + facts.interruptions()
                            + " interruptions");
            String address = facts.client().addresses().getOrDefault(order.user(), "");
            look.check(
                    own.stream()
                            .allMatch(mail -> mail.subject().contains("is paid") == order.paid()
                                    && mail.address().equals(address)),
                    WRONG,
                    () -> "order " + order.id() + " is " + order.status() + " and got " + own);
        });
        return look.end();
    }

    /** How many mails there are beyond one for each Message-ID. */
    public static long copies(Facts facts) {
        List<Mail> mails = facts.people().mails();
        return mails.size() - mails.stream().map(Mail::messageId).distinct().count();
    }
}
