package io.breakwater.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;

/** A breaker per dependency of the door, by name; their state and counts are metrics ({@code resilience4j_circuitbreaker_*}). */
public final class Breakers {

    private final CircuitBreakerRegistry registry;
    private final Duration openFor;

    Breakers(CircuitBreakerRegistry registry, UpstreamSettings settings) {
        this.registry = registry;
        this.openFor = settings.breaker().openFor();
    }

    /** The breaker of a whole service, or of one use of it. */
    public CircuitBreaker of(String name) {
        return registry.circuitBreaker(name);
    }

    /** What to tell a client that finds one open. */
    public Duration openFor() {
        return openFor;
    }

    static CircuitBreakerConfig config(UpstreamSettings.Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        (int) settings.window().toSeconds(), settings.minimumCalls(), SlidingWindowType.TIME_BASED)
                .failureRateThreshold(settings.failureRatePercent())
                .slowCallDurationThreshold(settings.slowCall())
                .slowCallRateThreshold(settings.failureRatePercent())
                .waitDurationInOpenState(settings.openFor())
                // An open breaker is the time to save work, not to collect stack traces.
                .writableStackTraceEnabled(false)
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .build();
    }
}
