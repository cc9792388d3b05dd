package io.breakwater.payments.payment;

import io.breakwater.payments.payment.ChargePayment.Verdict;
import io.breakwater.payments.provider.Charge;
import io.breakwater.platform.work.Claimed;
import io.breakwater.platform.work.Job;
import io.breakwater.platform.work.Outcome;
import io.breakwater.platform.work.Worker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Charges what was ordered, and asks again about what is unknown: one job a payment, from its creation to its end. */
@Component
class ChargeWorker implements Worker {

    private final PaymentRepository payments;
    private final ChargePayment charging;
    private final SettlePayment settling;
    private final ReconcileSettings settings;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    ChargeWorker(
            PaymentRepository payments,
            ChargePayment charging,
            SettlePayment settling,
            ReconcileSettings settings,
            Clock clock) {
        this.payments = payments;
        this.charging = charging;
        this.settling = settling;
        this.settings = settings;
        this.clock = clock;
    }

    record ChargeJob(UUID paymentId) {}

    static Job job(UUID paymentId) {
        return Job.now(Charge.WORK, paymentId.toString(), new ChargeJob(paymentId));
    }

    @Override
    public String kind() {
        return Charge.WORK;
    }

    /** Twice the connections of the pool: most of a charge is waiting for the provider. */
    @Override
    public int concurrency() {
        return 16;
    }

    /**
     * How long the payment of a killed instance waits for another one. A living instance renews it, whatever the provider
     * takes; one that stood still for longer charges nothing twice: the provider knows the payment's key.
     */
    @Override
    public Duration lease() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Outcome work(Claimed job) {
        UUID id = job.payload(ChargeJob.class).paymentId();
        Payment payment = payments.get(id);
        if (!payment.status().open()) {
            return Outcome.done();
        }
        Verdict verdict = charging.advance(payment);
        if (verdict instanceof Verdict.Later later) {
            Duration age = Duration.between(payment.createdAt(), clock.instant());
            return Outcome.retryIn(
                    settings.pause(job.attempt(), age, random), later.reason(), () -> settling.record(id, later));
        }
        return Outcome.done(() -> settling.record(id, verdict));
    }
}
