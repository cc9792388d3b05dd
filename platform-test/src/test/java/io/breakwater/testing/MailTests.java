package io.breakwater.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailTests {

    @Test
    void decodesBothPartsAndTheSubject() {
        Mail mail = Mail.parse("""
                Message-ID: <order-1@breakwater>
                Subject: =?UTF-8?Q?Your_order_=E2=80=93?= =?UTF-8?B?IHBhaWQ=?=
                X-Order: a
                  folded
                Content-Type: multipart/alternative;
                  boundary="----=_Part_1"

                ------=_Part_1
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                Total 12=2C50 =E2=82=AC, a long li=
                ne
                ------=_Part_1
                Content-Type: text/html; charset=UTF-8
                Content-Transfer-Encoding: base64

                PHA+cGFpZDwvcD4=
                ------=_Part_1--
                """);

        assertThat(mail.messageId()).isEqualTo("<order-1@breakwater>");
        assertThat(mail.subject()).isEqualTo("Your order – paid");
        assertThat(mail.header("x-order")).contains("a folded");
        assertThat(mail.text()).isEqualTo("Total 12,50 €, a long line");
        assertThat(mail.html()).isEqualTo("<p>paid</p>");
    }

    @Test
    void readsAPlainMail() {
        Mail mail = Mail.parse("Subject: Hello\r\n\r\nLine one\r\n\r\nLine two\r\n");

        assertThat(mail.text()).isEqualTo("Line one\n\nLine two\n");
    }
}
