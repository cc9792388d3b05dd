package io.breakwater.payments.provider;

import io.breakwater.payments.provider.ProviderOutcome.NotTaken;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Supplier;

/**
 * A provider that isn't called while it is down, nor by more at once than it may cost us. Both refusals are
 * {@link NotTaken}: later, never a failed payment.
 */
final class GuardedPaymentProvider implements PaymentProvider {

    private final PaymentProvider provider;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    GuardedPaymentProvider(PaymentProvider provider, CircuitBreaker breaker, Bulkhead bulkhead) {
        this.provider = provider;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
    }

    @Override
    public ProviderOutcome create(Charge charge, int keyNumber) {
        return guarded(() -> provider.create(charge, keyNumber));
    }

    @Override
    public ProviderOutcome confirm(String reference, Charge charge, int keyNumber) {
        return guarded(() -> provider.confirm(reference, charge, keyNumber));
    }

    @Override
    public ProviderOutcome find(String reference, Charge charge) {
        return guarded(() -> provider.find(reference, charge));
    }

    @Override
    public ProviderOutcome cancel(String reference, Charge charge) {
        return guarded(() -> provider.cancel(reference, charge));
    }

    private ProviderOutcome guarded(Supplier<ProviderOutcome> call) {
        try {
            // The bulkhead outside: what it refuses is our own crowd, and no failure of the provider.
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
        } catch (CallNotPermittedException open) {
            return new NotTaken("The provider's breaker is open");
        } catch (BulkheadFullException full) {
            return new NotTaken("Too many calls to the provider at once");
        }
    }
}
