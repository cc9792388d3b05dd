package io.breakwater.gateway.upstream;

import io.breakwater.gateway.instances.Instance;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** One request to a service, over all its tries; reports to the breaker exactly once. */
final class Call {

    private final String service;
    private final ServerWebExchange exchange;
    private final CircuitBreaker breaker;
    private final RetryBudget budget;
    private final @Nullable UpstreamBody body;
    private final Duration timeout;
    private final Set<Instance> tried = HashSet.newHashSet(0);
    private final AtomicBoolean reported = new AtomicBoolean();
    private long startedNanos;
    private int tries;

    Call(
            String service,
            ServerWebExchange exchange,
            CircuitBreaker breaker,
            RetryBudget budget,
            @Nullable UpstreamBody body,
            Duration timeout) {
        this.service = service;
        this.exchange = exchange;
        this.breaker = breaker;
        this.budget = budget;
        this.body = body;
        this.timeout = timeout;
    }

    String service() {
        return service;
    }

    ServerWebExchange exchange() {
        return exchange;
    }

    Set<Instance> tried() {
        return tried;
    }

    int tries() {
        return tries;
    }

    /** Reads from the client what may have to be sent twice; the time for it isn't the service's. */
    Mono<Void> prepare() {
        return body == null ? Mono.empty() : body.prepare();
    }

    void countTry() {
        if (tries++ == 0) {
            startedNanos = System.nanoTime();
        }
    }

    /** What is left of the route's time-out. */
    Duration left() {
        return timeout.minusNanos(System.nanoTime() - startedNanos);
    }

    /** True where the request may be sent again although it may have taken effect; then a retry is spent. */
    boolean mayRepeat() {
        return safe(exchange.getRequest()) && (body == null || body.repeatable()) && budget.spend();
    }

    boolean clientFailed() {
        return body != null && body.failed();
    }

    /** A method that changes nothing, or one with a key: the service does it once. */
    static boolean safe(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || request.getHeaders().containsHeader("Idempotency-Key");
    }

    /**
     * An answer has begun. A failure is what says that the service is down: 502, 504, and a 503 that doesn't say when to come
     * back. A 503 with Retry-After is a healthy service shedding load, a 500 a bug on one route: a breaker would make an
     * outage of both.
     */
    void answered() {
        if (reported.compareAndSet(false, true)) {
            ServerHttpResponse response = exchange.getResponse();
            HttpStatusCode status = response.getStatusCode();
            int code = status == null ? 200 : status.value();
            boolean bare503 = code == 503 && !response.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER);
            if (code == 502 || code == 504 || bare503) {
                breaker.onError(elapsed(), TimeUnit.NANOSECONDS, new IllegalStateException("answered " + code));
            } else {
                breaker.onSuccess(elapsed(), TimeUnit.NANOSECONDS);
            }
        }
        releaseBody();
    }

    void failed(Throwable failure) {
        if (reported.compareAndSet(false, true)) {
            Failure kind = clientFailed() ? Failure.OTHER : Failure.of(failure);
            // Of a service that is full the door sheds what it can't hold: a breaker would make an outage of it.
            if (kind == Failure.OTHER || kind == Failure.FULL) {
                breaker.releasePermission();
            } else {
                breaker.onError(elapsed(), TimeUnit.NANOSECONDS, failure);
            }
        }
        releaseBody();
    }

    /** The client has gone: that says nothing of the service. */
    void cancelled() {
        if (reported.compareAndSet(false, true)) {
            breaker.releasePermission();
        }
        releaseBody();
    }

    private long elapsed() {
        return tries == 0 ? 0 : System.nanoTime() - startedNanos;
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
        }
    }
}
