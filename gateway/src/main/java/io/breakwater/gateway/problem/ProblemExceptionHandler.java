package io.breakwater.gateway.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Renders whatever fails at the door; before Boot's own handler, which is at -1. */
@Component
@Order(-2)
final class ProblemExceptionHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    private final ProblemCatalogue catalogue;

    ProblemExceptionHandler(ProblemCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            // The status is sent: the only honest end is a cut connection, which the server makes of an error.
            return Mono.error(failure);
        }
        String requestId = String.valueOf(response.getHeaders().getFirst("X-Request-Id"));
        return switch (failure) {
            case Refusal refusal -> {
                refusal.headers().forEach(response.getHeaders()::set);
                yield write(exchange, refusal.slug(), refusal.detail(), requestId);
            }
            case ErrorResponse error -> {
                response.getHeaders().addAll(error.getHeaders());
                HttpStatusCode status = error.getStatusCode();
                yield write(exchange, slug(status), detail(status), requestId);
            }
            default -> {
                log.atError()
                        .setCause(failure)
                        .addKeyValue("requestId", requestId)
                        .log("A request failed at the door");
                yield write(exchange, "internal-error", "Something went wrong here.", requestId);
            }
        };
    }

    private Mono<Void> write(ServerWebExchange exchange, String slug, String detail, String requestId) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] body =
                catalogue.render(slug, detail, exchange.getRequest().getURI().getRawPath(), requestId);
        response.setStatusCode(HttpStatusCode.valueOf(catalogue.status(slug)));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        return response.writeWith(
                Mono.<DataBuffer>fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static String slug(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "body-too-large";
            case 415 -> "unsupported-media-type";
            case 503 -> "unavailable";
            case 504 -> "deadline-exceeded";
            default -> status.is4xxClientError() ? "malformed-request" : "internal-error";
        };
    }

    private static String detail(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path doesn't take this method.";
            case 504 -> "There was no answer in time.";
            default -> status.is4xxClientError() ? "This request can't be understood." : "Something went wrong here.";
        };
    }
}
