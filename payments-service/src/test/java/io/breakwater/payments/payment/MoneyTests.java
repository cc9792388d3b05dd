package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTests {

    @Test
    void isWholeMinorUnitsWithinTheProvidersBound() {
        assertThat(new Money(99_999_999, "EUR").amount()).isEqualTo(99_999_999);
        assertThatThrownBy(() -> new Money(100_000_000, "EUR")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(-1, "EUR")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "eur")).isInstanceOf(IllegalArgumentException.class);
    }
}
