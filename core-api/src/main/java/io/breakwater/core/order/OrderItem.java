package io.breakwater.core.order;

import io.breakwater.core.money.Money;
import io.breakwater.core.product.Product;
import java.util.UUID;

/** A line, with the product's name and price as they were when it was ordered. */
record OrderItem(UUID productId, String sku, String name, int quantity, Money unitPrice) {

    static OrderItem of(Product product, int quantity) {
        return new OrderItem(product.id(), product.sku(), product.name(), quantity, product.price());
    }

    Money lineTotal() {
        return unitPrice.times(quantity);
    }
}
