package io.breakwater.core.product;

import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.Cursor;
import io.breakwater.platform.web.Cursors;
import io.breakwater.platform.web.Page;
import io.breakwater.platform.web.PageQuery;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@PublicRoute
class ProductController {

    private final ProductRepository products;
    private final Cursors cursors;

    ProductController(ProductRepository products, Cursors cursors) {
        this.products = products;
        this.cursors = cursors;
    }

    @GetMapping("/api/products")
    ResponseEntity<Page<ProductView>> list(
            // Postgres can't hold a NUL, so nothing can be found by one. A pattern counts characters, @Size chars of
            // Java.
            @RequestParam(name = "q", required = false)
                    @Pattern(regexp = "[^\\x00]{0,200}", message = "must have at most 200 characters, none of them NUL")
                    @Nullable
                    String q,
            PageQuery query) {
        List<Product> found = products.list(q == null ? "" : q, query);
        Page<Product> page = cursors.page(found, query, product -> new Cursor(product.createdAt(), product.id()));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(page.map(ProductView::of));
    }

    /** With {@code If-None-Match} of the current version Spring makes a 304 of it. */
    @GetMapping("/api/products/{id}")
    ResponseEntity<ProductView> get(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        Product product = products.find(id).orElseThrow(ApiProblem::notFound);
        // "*" is any version (RFC 9110, 13.1.2), which Spring heeds for changes only.
        HttpStatus status = "*".equals(ifNoneMatch) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK;
        return ResponseEntity.status(status)
                .eTag("\"" + product.version() + "\"")
                // To be kept, and asked about each time: that is what the ETag is for.
                .cacheControl(CacheControl.noCache())
                .body(status == HttpStatus.OK ? ProductView.of(product) : null);
    }
}
