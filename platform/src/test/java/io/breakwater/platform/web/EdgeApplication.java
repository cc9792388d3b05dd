package io.breakwater.platform.web;

import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.identity.IdentityAutoConfiguration;
import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.identity.RequiresRole;
import io.breakwater.platform.ids.IdsAutoConfiguration;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** A service with one route for each thing that the edge has to do, and no backing service. */
@SpringBootConfiguration
@ImportAutoConfiguration({
    IdsAutoConfiguration.class,
    WebAutoConfiguration.class,
    IdentityAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    ValidationAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    OAuth2ResourceServerAutoConfiguration.class,
})
@Import({EdgeApplication.OpenRoutes.class, EdgeApplication.ClosedRoutes.class})
public class EdgeApplication {

    public enum Colour {
        RED,
        BLUE
    }

    public record Line(
            @NotNull UUID productId, @Min(1) @Max(999) int quantity) {}

    public record Order(
            @NotNull @Size(min = 1, max = 50) List<@Valid @NotNull Line> items,
            @NotBlank @Size(max = 20) String name,
            @Nullable Colour colour,
            @Nullable Boolean gift,
            @Nullable Long total) {}

    public record View(UUID id, @Nullable String note, Instant at) {}

    @RestController
    @PublicRoute
    public static class OpenRoutes {

        private final Cursors cursors;

        OpenRoutes(Cursors cursors) {
            this.cursors = cursors;
        }

        @PostMapping("/api/things")
        Order add(@Valid @RequestBody Order order) {
            return order;
        }

        @PostMapping("/hooks/thing")
        Map<String, Object> hook(@RequestBody Line line) {
            return Map.of("quantity", line.quantity());
        }

        @PostMapping("/hooks/raw")
        int raw(@RequestBody byte[] body) {
            return body.length;
        }

        @GetMapping("/api/things/{id}")
        View get(@PathVariable UUID id) {
            return new View(id, null, Instant.parse("2026-01-02T03:04:05Z"));
        }

        @GetMapping("/api/search")
        ResponseEntity<String> search(
                @RequestParam @Size(max = 5) String q,
                @RequestParam(defaultValue = "0") @Max(9) int depth,
                @RequestParam @Nullable UUID orderId) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(Duration.ofSeconds(5)))
                    .body(q);
        }

        @GetMapping("/api/numbers")
        Page<Integer> numbers(
                PageQuery query,
                @RequestParam @Size(max = 5) @Nullable String filter,
                @RequestParam @Nullable UUID owner) {
            int from =
                    query.after() == null ? 0 : (int) query.after().createdAt().getEpochSecond() + 1;
            List<Integer> rows = IntStream.range(from, Math.min(from + query.limit() + 1, 45))
                    .boxed()
                    .toList();
            return cursors.page(rows, query, i -> new Cursor(Instant.ofEpochSecond(i), new UUID(7, i)));
        }

        @GetMapping("/api/broken")
        String broken() {
            throw new IllegalStateException("secret detail of class Foo");
        }

        @GetMapping("/api/away")
        String away() {
            throw new QueryTimeoutException("secret host db.internal:5432");
        }

        @GetMapping("/api/slow")
        DeferredResult<String> slow() {
            return new DeferredResult<>();
        }

        @GetMapping("/api/refused")
        String refused() {
            throw new ApiProblem(HttpStatus.CONFLICT, "sku-taken", "The SKU is taken", "Take another.")
                    .withRetryAfter(Duration.ofMillis(1200));
        }

        @GetMapping("/api/send-error")
        void sendError(HttpServletResponse response) throws IOException {
            response.sendError(418);
        }

        @GetMapping(value = "/api/paper", produces = MediaType.APPLICATION_PDF_VALUE)
        byte[] paper() {
            return new byte[] {1, 2, 3};
        }
    }

    @RestController
    public static class ClosedRoutes {

        @GetMapping("/ws/handshake")
        String handshake() {
            return "A WebSocket begins as a request.";
        }

        @GetMapping("/api/me")
        Caller me(Caller caller) {
            return caller;
        }

        @PostMapping("/api/admin")
        @RequiresRole({"support", "admin"})
        Line admin(@Valid @RequestBody Line line) {
            return line;
        }

        @PostMapping("/internal/tokens")
        Map<String, Object> internal() {
            return Map.of("token", "x");
        }

        @PublicRoute
        @GetMapping("/internal/jwks.json")
        Map<String, Object> jwks() {
            return Map.of("keys", List.of());
        }
    }
}
