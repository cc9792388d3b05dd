package io.breakwater.notifications.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTests {

    @ParameterizedTest
    @CsvSource({
        "0, EUR, 0.00 EUR",
        "5, EUR, 0.05 EUR",
        "1999, EUR, 19.99 EUR",
        "99999999, EUR, 999999.99 EUR",
        "1500, JPY, 1500 JPY",
        "1500, KWD, 1.500 KWD",
    })
    void isFormattedWithItsCurrencysDigits(long amount, String currency, String expected) {
        assertThat(new Money(amount, currency).formatted()).isEqualTo(expected);
    }

    @Test
    void hasACurrencyOfIso4217() {
        assertThatThrownBy(() -> new Money(1, "euro")).isInstanceOf(IllegalArgumentException.class);
    }
}
