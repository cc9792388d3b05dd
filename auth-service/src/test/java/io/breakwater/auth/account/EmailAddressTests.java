package io.breakwater.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.co",
                "demo@breakwater.local",
                "First.Last+tag@sub.example.org",
                "o'neil@example.org",
                "1@2.example",
                "x@xn--bcher-kva.example"
            })
    void takesAddresses(String address) {
        assertThat(address).matches(EmailAddress.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@",
                "@b.co",
                "a@b",
                "a b@c.de",
                "a@b..co",
                ".a@b.co",
                "a.@b.co",
                "a..b@c.de",
                "a@-b.co",
                "a@b-.co",
                "a@b.co\n",
                "a@b.co\r\nBcc: c@d.ef",
                "a@b@c.de",
                "a,b@c.de",
                "<a@b.co>",
                "a@[127.0.0.1]",
                "\"a\"@b.co",
                "ä@b.co",
                " a@b.co"
            })
    void refusesWhatIsNone(String text) {
        assertThat(text).doesNotMatch(EmailAddress.PATTERN);
    }

    @Test
    void refusesWhatIsTooLongHoweverLong() {
        assertThat("a".repeat(65) + "@b.co").doesNotMatch(EmailAddress.PATTERN);
        assertThat("a@" + "b.".repeat(126) + "co").doesNotMatch(EmailAddress.PATTERN);
        assertThat("a.".repeat(100_000) + "@b.co").doesNotMatch(EmailAddress.PATTERN);
    }

    @Test
    void isTheSameInAnyCase() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(new EmailAddress("INFO@Example.org").key()).isEqualTo("info@example.org");
        } finally {
            Locale.setDefault(before);
        }
    }
}
