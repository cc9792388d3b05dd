package io.breakwater.gateway.upstream;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.problem.Refusal;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Sends a request to an instance of its route's service, and to another where that is safe: always when no connection was
 * made; after a broken connection only GET, HEAD and requests with an Idempotency-Key, inside the retry budget. All tries
 * together stay within the route's time-out. It ends when the answer's head is there; the body passes later, untouched.
 */
@Component
final class UpstreamFilter implements GlobalFilter, Ordered {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Instances instances;
    private final Breakers breakers;
    private final UpstreamSettings settings;
    private final AtomicLong bodyMemory;
    private final Map<String, RetryBudget> budgets = new ConcurrentHashMap<>();

    UpstreamFilter(Instances instances, Breakers breakers, UpstreamSettings settings) {
        this.instances = instances;
        this.breakers = breakers;
        this.settings = settings;
        this.bodyMemory = new AtomicLong(settings.recordedBodies().toBytes());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        String service = route.getUri().getHost();
        CircuitBreaker breaker = breakers.of(service);
        if (!breaker.tryAcquirePermission()) {
            return Mono.error(
                    Refusal.retryLater("unavailable", "What answers here is having trouble.", breakers.openFor()));
        }
        Call call = call(exchange, route, service, breaker);
        return call.prepare()
                .then(Mono.defer(() -> attempt(call, chain)))
                .doOnSuccess(done -> call.answered())
                .doOnError(call::failed)
                .doOnCancel(call::cancelled)
                .onErrorMap(failure -> call.clientFailed() ? failure : refusal(failure));
    }

    /** Where Gateway itself would turn a route into an address. */
    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
    }

    private Call call(ServerWebExchange exchange, Route route, String service, CircuitBreaker breaker) {
        RetryBudget budget = budgets.computeIfAbsent(
                service, name -> new RetryBudget(settings.retryPercent(), settings.retryReserve()));
        budget.request();
        ServerHttpRequest request = exchange.getRequest();
        UpstreamBody body = null;
        ServerWebExchange passed = exchange;
        if (hasBody(request.getHeaders())) {
            body = new UpstreamBody(request, bodyMemory, Call.safe(request));
            passed = exchange.mutate().request(body).build();
        }
        return new Call(service, passed, breaker, budget, body, timeout(route));
    }

    private Mono<Void> attempt(Call call, GatewayFilterChain chain) {
        return instances
                .choose(call.service(), call.tried())
                .map(instance -> attempt(call, chain, instance))
                .orElseGet(() -> Mono.error(nobody()));
    }

    private Mono<Void> attempt(Call call, GatewayFilterChain chain, Instance instance) {
        ServerWebExchange exchange = call.exchange();
        call.countTry();
        LeaseFilter.hold(exchange, instance);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, target(exchange, instance));
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
        Mono<Void> answer = chain.filter(exchange).doOnSuccess(done -> noteLeaving(exchange, instance));
        // The first try has the route's own time-out too, but only from where Gateway has begun to ask.
        return answer.timeout(call.left()).onErrorResume(failure -> failed(call, chain, instance, failure));
    }

    private void noteLeaving(ServerWebExchange exchange, Instance instance) {
        if (exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) instanceof HttpClientResponse answer) {
            String connection = answer.responseHeaders().get(HttpHeaders.CONNECTION);
            instances.answered(instance, answer.status().code(), connection);
        }
    }

    private Mono<Void> failed(Call call, GatewayFilterChain chain, Instance instance, Throwable failure) {
        LeaseFilter.release(call.exchange());
        Failure kind = call.clientFailed() ? Failure.OTHER : Failure.of(failure);
        if (kind == Failure.OTHER) {
            return Mono.error(failure);
        }
        if (kind != Failure.FULL) {
            instances.avoid(instance);
        }
        call.tried().add(instance);
        boolean again = call.tries() < settings.tries() && call.left().isPositive();
        if (again && (kind == Failure.NOT_CONNECTED || kind == Failure.FULL)) {
            return instances
                    .choose(call.service(), call.tried())
                    .map(other -> attempt(call, chain, other))
                    .orElseGet(() -> Mono.error(failure));
        }
        if (again && kind == Failure.RESET && call.mayRepeat()) {
            // The same one too, where it is the only one: it may only have been restarted.
            Instance next = instances.choose(call.service(), call.tried()).orElse(instance);
            return Mono.delay(backoff(call)).then(Mono.defer(() -> attempt(call, chain, next)));
        }
        return Mono.error(failure);
    }

    private Duration backoff(Call call) {
        long most = settings.backoff().toNanos() << (call.tries() - 1);
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most + 1));
    }

    private static Throwable refusal(Throwable failure) {
        return switch (Failure.of(failure)) {
            case NOT_CONNECTED -> nobody();
            case FULL -> Refusal.retryLater("overloaded", "There is more to do here than can be done.", RETRY_AFTER);
            case RESET ->
                Refusal.retryLater(
                        "unavailable",
                        "The answer was lost; whether the request took effect isn't known.",
                        RETRY_AFTER);
            case TIMED_OUT ->
                Refusal.of("deadline-exceeded", "There was no answer in time; whether it took effect isn't known.");
            case OTHER -> failure;
        };
    }

    private static Refusal nobody() {
        return Refusal.retryLater("unavailable", "Nobody can answer this right now.", RETRY_AFTER);
    }

    private static URI target(ServerWebExchange exchange, Instance instance) {
        URI uri = exchange.getRequest().getURI();
        String query = uri.getRawQuery();
        return URI.create("http://" + instance.host() + ":" + instance.port() + uri.getRawPath()
                + (query == null ? "" : "?" + query));
    }

    private static Duration timeout(Route route) {
        Object millis = route.getMetadata().get(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR);
        return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
