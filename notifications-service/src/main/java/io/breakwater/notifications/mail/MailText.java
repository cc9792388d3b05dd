package io.breakwater.notifications.mail;

import io.breakwater.notifications.recipient.Recipient;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A mail in words, as text and as HTML. Everything that comes from outside is escaped in the HTML. */
record MailText(String subject, String text, String html) {

    private record Words(String subject, String sentence, String next) {}

    static MailText of(OrderMail mail, Recipient recipient) {
        Words words = words(mail);
        String order = mail.orderId().toString();
        String total = mail.total().formatted();
        String text = """
                Hello %s,

                %s
                %s

                Order: %s
                Total: %s

                Breakwater
                """.formatted(oneLine(recipient.name()), words.sentence(), words.next(), order, total);
        String html = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                <p>Hello %s,</p>
                <p>%s<br>%s</p>
                <table>
                <tr><th align="left">Order</th><td>%s</td></tr>
                <tr><th align="left">Total</th><td>%s</td></tr>
                </table>
                <p>Breakwater</p>
                </body>
                </html>
                """.formatted(
                        escape(words.subject()),
                        escape(oneLine(recipient.name())),
                        escape(words.sentence()),
                        escape(words.next()),
                        escape(order),
                        escape(total));
        return new MailText(words.subject(), text, html);
    }

    private static Words words(OrderMail mail) {
        return switch (mail.outcome()) {
            case PAID ->
                new Words(
                        "Your order %s is paid".formatted(mail.orderId()),
                        "Thank you: your payment has arrived and your order is complete.",
                        "There is nothing left for you to do.");
            case PAYMENT_FAILED ->
                new Words(
                        "The payment of your order %s failed".formatted(mail.orderId()),
                        reason(mail.declineCode()),
                        "Nothing was charged. You can place the order again at any time.");
        };
    }

    /** Banks' codes are not for buyers, except the ones that they can act on. */
    private static String reason(@Nullable String declineCode) {
        return switch (declineCode) {
            case "insufficient_funds" -> "Your card has insufficient funds for this order.";
            case "payment_method_unknown" -> "The payment method of this order is not one that we know.";
            case "payment_expired" -> "The payment took too long, so we have stopped it.";
            case null, default -> "Your card was declined.";
        };
    }

    /** A name with a line break must not write lines of its own. */
    private static String oneLine(String name) {
        return name.replaceAll("\\R|\\p{Cntrl}", " ");
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
