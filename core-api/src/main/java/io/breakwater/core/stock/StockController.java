package io.breakwater.core.stock;

import io.breakwater.core.product.ProductRepository;
import io.breakwater.core.product.ProductView;
import io.breakwater.platform.idempotency.Idempotency;
import io.breakwater.platform.idempotency.IdempotentCall;
import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.identity.RequiresRole;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StockController {

    private final StockRepository stocks;
    private final ProductRepository products;
    private final ChangeStock changeStock;
    private final Idempotency idempotency;

    StockController(
            StockRepository stocks, ProductRepository products, ChangeStock changeStock, Idempotency idempotency) {
        this.stocks = stocks;
        this.products = products;
        this.changeStock = changeStock;
        this.idempotency = idempotency;
    }

    @GetMapping("/api/products/{id}/stock")
    @PublicRoute
    ResponseEntity<StockView> get(@PathVariable UUID id) {
        Stock stock = stocks.find(id).orElseThrow(ApiProblem::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new StockView(stock.productId(), stock.available(), stock.asOf()));
    }

    @PostMapping("/api/products/{id}/stock")
    @RequiresRole("admin")
    ResponseEntity<?> change(
            @PathVariable UUID id, IdempotentCall call, @Valid @RequestBody ChangeStockRequest request) {
        if (request.delta() == 0) {
            throw ApiProblem.invalid(List.of(new FieldError("delta", "must not be 0")));
        }
        return idempotency.execute(call, request, () -> answer(id, changeStock.by(id, request.delta())));
    }

    private ResponseEntity<ProductView> answer(UUID id, StockChange change) {
        return switch (change) {
            case CHANGED -> ResponseEntity.ok(ProductView.of(products.find(id).orElseThrow(ApiProblem::notFound)));
            case NO_SUCH_PRODUCT -> throw ApiProblem.notFound();
            case INSUFFICIENT ->
                throw new ApiProblem(
                        HttpStatus.CONFLICT,
                        "insufficient-stock",
                        "There is not enough in stock",
                        "Fewer pieces are available than this would take away.");
        };
    }

    record ChangeStockRequest(
            @NotNull @Min(-1_000_000) @Max(1_000_000) Integer delta) {}

    record StockView(UUID productId, long available, Instant asOf) {}
}
