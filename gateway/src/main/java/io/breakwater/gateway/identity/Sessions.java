package io.breakwater.gateway.identity;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * From a session's hash to the internal token. Redis is asked first, every time, so that a session that was ended is refused
 * at once by every door; where Redis can't say, a kept token counts until it expires, and then auth-service's word.
 */
@Component
final class Sessions {

    private final Liveness liveness;
    private final InternalTokens tokens;

    Sessions(Liveness liveness, InternalTokens tokens) {
        this.liveness = liveness;
        this.tokens = tokens;
    }

    Mono<Outcome> resolve(String session) {
        return liveness.read(session).flatMap(state -> switch (state) {
            case ENDED -> {
                tokens.forget(session);
                yield Mono.just(new Unknown());
            }
            case LIVE, UNCERTAIN -> exchange(session);
        });
    }

    private Mono<Outcome> exchange(String session) {
        return tokens.get(session)
                .<Outcome>map(Known::new)
                .defaultIfEmpty(new Unknown())
                .onErrorReturn(TokenExchange.Failed.class, new Unavailable());
    }

    sealed interface Outcome {}

    record Known(String internalToken) implements Outcome {}

    record Unknown() implements Outcome {}

    record Unavailable() implements Outcome {}
}
