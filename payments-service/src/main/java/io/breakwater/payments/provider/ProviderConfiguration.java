package io.breakwater.payments.provider;

import com.stripe.StripeClient;
import io.breakwater.platform.work.WorkQueue;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The provider with what guards it. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

    // Half of them must have failed: enough to tell a bad minute from a bad call.
    private static final int LAST_CALLS = 20;
    private static final int AT_LEAST_CALLS = 10;
    private static final int TRIALS = 3;
    // A trial that hangs is over after its time-outs; beyond this the breaker opens again.
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(10);

    static {
        // Before the first connection of this JVM: HttpURLConnection, which the SDK uses, resends a POST by itself
        // where a
        // connection broke.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    @Bean
    CircuitBreaker providerBreaker(ProviderSettings settings, MeterRegistry meters) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "provider",
                CircuitBreakerConfig.custom()
                        .slidingWindow(LAST_CALLS, AT_LEAST_CALLS, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failures())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .maxWaitDurationInHalfOpenState(LONGEST_TRIAL)
                        .recordResult(ProviderConfiguration::failed)
                        .build());
        Gauge.builder("breakwater.provider.breaker.open", breaker, it -> it.getState() == State.OPEN ? 1 : 0)
                .description("1 while the card processor is not called")
                .register(meters);
        return breaker;
    }

    private static boolean failed(Object outcome) {
        // A declined card, a contradiction: those are answers.
        return outcome instanceof ProviderOutcome.Unknown || outcome instanceof ProviderOutcome.NotTaken;
    }

    @Bean
    PaymentProvider paymentProvider(ProviderSettings settings, CircuitBreaker breaker, WorkQueue work) {
        StripeClient stripe = StripeClient.builder()
                .setApiKey(settings.apiKey())
                .setApiBase(settings.baseUrl().toString())
                // The SDK's own are 30 and 80 s, and it would retry by itself.
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .setMaxNetworkRetries(0)
                .build();
        Bulkhead bulkhead = Bulkhead.of(
                "provider",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrency())
                        // Waiting in line would only be a second queue behind the work table.
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            log.info("The provider's breaker is {}", event.getStateTransition());
            if (event.getStateTransition() == StateTransition.HALF_OPEN_TO_CLOSED) {
                // All that waited goes on now, not at the end of its own pause. Not on the caller's time.
                Thread.ofVirtual().name("provider-is-back").start(() -> work.makeDue(Charge.WORK));
            }
        });
        return new GuardedPaymentProvider(new StripePaymentProvider(stripe), breaker, bulkhead);
    }
}
