package io.breakwater.gateway.identity;

import io.breakwater.gateway.instances.Instance;
import io.breakwater.gateway.instances.Instance.Lease;
import io.breakwater.gateway.instances.Instances;
import io.breakwater.gateway.upstream.Breakers;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.databind.json.JsonMapper;

/** Asks auth-service for the internal token of a session, through the same choice of instances as everything else. */
@Component
final class TokenExchange {

    private final HttpClient client;
    private final Instances instances;
    private final CircuitBreaker breaker;
    private final AuthSettings settings;
    private final JsonMapper json;

    TokenExchange(HttpClient client, Instances instances, Breakers breakers, AuthSettings settings, JsonMapper json) {
        this.client = client;
        this.instances = instances;
        // Its own: a log-in that is shed for want of CPU mustn't end everybody's session.
        this.breaker = breakers.of(settings.service() + "-tokens");
        this.settings = settings;
        this.json = json;
    }

    /** Empty where there is no such session; fails with {@link Failed} where auth-service can't say. */
    Mono<InternalToken> ask(String session) {
        byte[] body = json.writeValueAsBytes(Map.of("session", session));
        return ask(body, new HashSet<>())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, Failed::new);
    }

    private Mono<InternalToken> ask(byte[] body, Set<Instance> tried) {
        Optional<Instance> chosen = instances.choose(settings.service(), tried);
        if (chosen.isEmpty()) {
            return Mono.error(new Failed(new IOException("no instance of " + settings.service() + " is left")));
        }
        Instance instance = chosen.get();
        tried.add(instance);
        return Mono.defer(() -> call(instance, body)).onErrorResume(Failed.class, failure -> {
            instances.avoid(instance);
            return tried.size() < settings.tries()
                    ? ask(body, tried).onErrorMap(Failed.class, last -> failure)
                    : Mono.error(failure);
        });
    }

    private Mono<InternalToken> call(Instance instance, byte[] body) {
        Lease lease = instance.lease();
        return client.headers(headers -> headers.set("X-Internal-Secret", settings.internalSecret())
                        .set("Content-Type", "application/json")
                        .set("Content-Length", body.length))
                .post()
                .uri("http://" + instance.host() + ":" + instance.port() + "/internal/tokens")
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) -> {
                    String connection = response.responseHeaders().get("Connection");
                    instances.answered(instance, response.status().code(), connection);
                    return read(response, content);
                })
                .timeout(settings.timeout())
                .onErrorMap(TokenExchange::isFault, Failed::new)
                .doFinally(signal -> lease.release());
    }

    private Mono<InternalToken> read(HttpClientResponse response, ByteBufMono content) {
        return switch (response.status().code()) {
            case 200 -> content.asByteArray().map(bytes -> json.readValue(bytes, InternalToken.class));
            case 404 -> content.asByteArray().then(Mono.empty());
            default ->
                Mono.error(new IOException("answered " + response.status().code()));
        };
    }

    private static boolean isFault(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof RuntimeException;
    }

    /** Nobody can say whose session it is. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(cause.toString(), cause, false, false);
        }
    }
}
