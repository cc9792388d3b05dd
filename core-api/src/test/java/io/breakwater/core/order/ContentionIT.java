package io.breakwater.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Answer;
import io.breakwater.core.CoreTest;
import io.breakwater.core.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CoreTest
class ContentionIT {

    private final Shop shop;

    @Autowired
    ContentionIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void sellsTheLastTenToTenOfFifty() {
        shop.stock(40, 10);

        List<Answer> answers = AtOnce.call(50, number -> shop.order(UUID.randomUUID(), Shop.basket(Shop.line(40, 1))));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(40)
                .allMatch(answer -> answer.slug().equals("insufficient-stock"));
        assertThat(shop.available(40)).isZero();
    }

    @Test
    void neverDeadlocksOverTheSameProductsInOtherOrders() {
        shop.stock(41, 1000);
        shop.stock(42, 1000);
        String[] lines = {Shop.line(41, 1), Shop.line(42, 1)};
        String[] reversed = {lines[1], lines[0]};

        List<Answer> answers = AtOnce.call(
                50, number -> shop.order(UUID.randomUUID(), Shop.basket(number % 2 == 0 ? lines : reversed)));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(shop.available(41)).isEqualTo(950);
        assertThat(shop.available(42)).isEqualTo(950);
    }
}
