package io.breakwater.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTests {

    @Test
    void fromTwoHundredRequestsOnTriesStayWithinTwentyPercent() {
        RetryBudget budget = new RetryBudget(15, 10);
        int tries = 0;

        for (int requests = 1; requests <= 2_000; requests++) {
            budget.request();
            tries++;
            // Every request fails, and asks for two more tries.
            tries += budget.spend() ? 1 : 0;
            tries += budget.spend() ? 1 : 0;
            if (requests >= 200) {
                assertThat(tries).isLessThanOrEqualTo(requests * 12 / 10);
            }
        }
    }

    @Test
    void aQuietTimeSavesNoMoreThanTheReserve() {
        RetryBudget budget = new RetryBudget(15, 3);
        for (int i = 0; i < 1_000; i++) {
            budget.request();
        }

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }
}
