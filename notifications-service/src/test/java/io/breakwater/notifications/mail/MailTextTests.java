package io.breakwater.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.notifications.money.Money;
import io.breakwater.notifications.recipient.Recipient;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailTextTests {

    private static final UUID ORDER = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Test
    void namesOrderAndTotalInBothForms() {
        MailText text = MailText.of(mail(OrderMail.Outcome.PAID, null), recipient("Ada"));

        assertThat(text.subject()).isEqualTo("Your order " + ORDER + " is paid");
        assertThat(text.text()).contains("Hello Ada,", ORDER.toString(), "19.99 EUR");
        assertThat(text.html()).contains("Hello Ada,", ORDER.toString(), "19.99 EUR");
    }

    @Test
    void saysWhyThePaymentFailedWhereTheBuyerCanAct() {
        assertThat(failure("insufficient_funds").text()).contains("insufficient funds");
        assertThat(failure("payment_method_unknown").text()).contains("not one that we know");
        assertThat(failure("payment_expired").text()).contains("took too long");
        assertThat(failure("stolen_card").text())
                .contains("Your card was declined.")
                .doesNotContain("stolen");
        assertThat(failure(null).text()).contains("Your card was declined.");
    }

    @Test
    void escapesWhatPeopleCallThemselves() {
        MailText text = MailText.of(
                mail(OrderMail.Outcome.PAID, null), recipient("<b onload=\"x\">&'\r\nBcc: everybody@example.org"));

        assertThat(text.html()).contains("&lt;b onload=&quot;x&quot;&gt;&amp;").doesNotContain("<b ");
        assertThat(text.text()).doesNotContain("\nBcc:");
    }

    private static MailText failure(@Nullable String declineCode) {
        return MailText.of(mail(OrderMail.Outcome.PAYMENT_FAILED, declineCode), recipient("Ada"));
    }

    private static OrderMail mail(OrderMail.Outcome outcome, @Nullable String declineCode) {
        return new OrderMail(UUID.randomUUID(), outcome, ORDER, new Money(1999, "EUR"), declineCode);
    }

    private static Recipient recipient(String name) {
        return new Recipient(UUID.randomUUID(), "ada@example.org", name);
    }
}
