package io.breakwater.core.stock;

import io.breakwater.core.product.ProductRepository;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts pieces into stock or takes them out, by hand. */
@Component
class ChangeStock {

    private static final Logger log = LoggerFactory.getLogger(ChangeStock.class);

    private final ProductRepository products;
    private final StockRepository stocks;

    ChangeStock(ProductRepository products, StockRepository stocks) {
        this.products = products;
        this.stocks = stocks;
    }

    @Transactional
    StockChange by(UUID productId, int delta) {
        if (products.find(productId).isEmpty()) {
            return StockChange.NO_SUCH_PRODUCT;
        }
        List<UUID> lacking = stocks.apply(List.of(StockMovement.deliver(productId, delta)));
        if (!lacking.isEmpty()) {
            return StockChange.INSUFFICIENT;
        }
        log.info("Stock of {} changed by {}", productId, delta);
        return StockChange.CHANGED;
    }
}
