package io.breakwater.gateway.identity;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps auth-service's answers by session, each until it expires. Requests that miss the same session at the same time wait
 * for one answer; near its end a token is renewed beside the request that uses it.
 */
@Component
final class InternalTokens {

    private final AsyncLoadingCache<String, InternalToken> kept;

    InternalTokens(TokenExchange exchange, SessionSettings settings, Clock clock) {
        this.kept = Caffeine.newBuilder()
                .maximumSize(settings.kept())
                .expireAfter(Expiry.writing((String session, InternalToken token) -> left(token, clock)))
                .refreshAfterWrite(settings.renewAfter())
                // What there is to do is short and doesn't block.
                .executor(Runnable::run)
                .buildAsync(new Loader(exchange));
    }

    /** Empty where there is no such session; fails with {@link TokenExchange.Failed} where nobody can say. */
    Mono<String> get(String session) {
        // A client that goes away mustn't take the answer from the others that wait for it.
        return Mono.fromFuture(() -> kept.get(session), true)
                .map(InternalToken::token)
                .onErrorMap(CompletionException.class, failure -> {
                    Throwable cause = failure.getCause();
                    return cause == null ? failure : cause;
                });
    }

    private static Duration left(InternalToken token, Clock clock) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        return left.isPositive() ? left : Duration.ZERO;
    }

    void forget(String session) {
        kept.synchronous().invalidate(session);
    }

    private record Loader(TokenExchange exchange) implements AsyncCacheLoader<String, InternalToken> {

        @Override
        public CompletableFuture<@Nullable InternalToken> asyncLoad(String session, Executor executor) {
            return exchange.ask(session).toFuture();
        }

        @Override
        public CompletableFuture<@Nullable InternalToken> asyncReload(
                String session, InternalToken old, Executor executor) {
            // A failed renewal is no news: the old token still counts, and the next request tries again.
            return exchange.ask(session).toFuture();
        }
    }
}
