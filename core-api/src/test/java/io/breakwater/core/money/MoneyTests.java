package io.breakwater.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTests {

    @Test
    void multipliesAndAddsExactly() {
        Money line = new Money(4950, "EUR").times(3);

        assertThat(line.plus(new Money(1, "EUR"))).isEqualTo(new Money(14_851, "EUR"));
    }

    @Test
    void failsRatherThanOverflow() {
        Money most = new Money(Long.MAX_VALUE, "EUR");

        assertThatThrownBy(() -> most.plus(new Money(1, "EUR"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void neverAddsTwoCurrencies() {
        Money euros = new Money(1, "EUR");

        assertThatIllegalArgumentException().isThrownBy(() -> euros.plus(new Money(1, "USD")));
    }

    @Test
    void isNeverNegativeNorWithoutACurrency() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "eur"));
    }

    @Test
    void isChargeableWithinTheProcessorsBounds() {
        assertThat(new Money(1, "EUR").chargeable()).isTrue();
        assertThat(new Money(99_999_999, "EUR").chargeable()).isTrue();
        assertThat(new Money(100_000_000, "EUR").chargeable()).isFalse();
        assertThat(Money.zero("EUR").chargeable()).isFalse();
    }
}
