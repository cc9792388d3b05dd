package io.breakwater.gateway.identity;

import io.breakwater.gateway.upstream.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks Redis whether a session still is, and says in the same round trip that it was used just now. It never fails: what
 * Redis can't say in time is {@link State#UNCERTAIN}.
 */
@Component
final class Liveness {

    enum State {
        LIVE,
        ENDED,
        UNCERTAIN
    }

    /** ARGV: now, idle, how old {@code seen} may be; all in milliseconds. */
    private static final String SCRIPT = """
            local session = redis.call('HMGET', KEYS[1], 'ends', 'seen')
            local ends = tonumber(session[1] or '')
            local now = tonumber(ARGV[1])
            if not ends or ends <= now then
              return 0
            end
            if now - (tonumber(session[2] or '') or 0) > tonumber(ARGV[3]) then
              redis.call('HSET', KEYS[1], 'seen', ARGV[1])
              redis.call('PEXPIRE', KEYS[1], string.format('%d', math.min(tonumber(ARGV[2]), ends - now)))
            end
            return 1
            """;

    private final RedisConnection redis;
    private final CircuitBreaker breaker;
    private final SessionSettings settings;
    private final Clock clock;
    private final String digest;

    Liveness(RedisConnection redis, Breakers breakers, SessionSettings settings, Clock clock) {
        this.redis = redis;
        this.breaker = breakers.of("redis-sessions");
        this.settings = settings;
        this.clock = clock;
        this.digest = RedisConnection.digest(SCRIPT);
    }

    Mono<State> read(String session) {
        return Mono.fromCompletionStage(() -> redis.commands().thenCompose(commands -> run(commands, session)))
                .timeout(settings.livenessTimeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .map(answer -> answer == 1 ? State.LIVE : State.ENDED)
                .onErrorReturn(State.UNCERTAIN);
    }

    private CompletionStage<Long> run(RedisScriptingAsyncCommands<String, String> commands, String session) {
        String[] keys = {"session:live:" + session};
        String[] arguments = {
            Long.toString(clock.millis()),
            Long.toString(settings.idle().toMillis()),
            Long.toString(settings.seenAfter().toMillis())
        };
        CompletionStage<Long> known = commands.evalsha(digest, ScriptOutputType.INTEGER, keys, arguments);
        // A Redis that was restarted has forgotten the script.
        return known.exceptionallyCompose(failure -> cause(failure) instanceof RedisNoScriptException
                ? commands.eval(SCRIPT, ScriptOutputType.INTEGER, keys, arguments)
                : known);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
