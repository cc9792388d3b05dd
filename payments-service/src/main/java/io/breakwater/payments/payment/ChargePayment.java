package io.breakwater.payments.payment;

import io.breakwater.payments.provider.PaymentProvider;
import io.breakwater.payments.provider.ProviderOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Takes a payment from its recovery point to an outcome, or as far as it goes. Each call to the provider is made
 * outside any transaction, and what it certainly brought is committed before the next one.
 */
@Component
class ChargePayment {

    private final PaymentRepository payments;
    private final PaymentProvider provider;
    private final ReconcileSettings settings;
    private final Clock clock;

    ChargePayment(PaymentRepository payments, PaymentProvider provider, ReconcileSettings settings, Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is to be recorded. */
    sealed interface Verdict {

        record Succeeded() implements Verdict {}

        record Declined(String code) implements Verdict {}

        record Cancelled() implements Verdict {}

        record Review(String reason) implements Verdict {}

        /**
         * Not definite yet.
         *
         * @param unknown whether the charge may have happened
         */
        record Later(String reason, boolean unknown) implements Verdict {}
    }

    Verdict advance(Payment payment) {
        return switch (payment.recoveryPoint()) {
            case STARTED -> start(payment);
            case INTENT_CREATED -> ask(payment);
            case DECLINED -> cancelDeclined(payment);
            case FINISHED -> throw new IllegalStateException(payment.id() + " has ended");
        };
    }

    private Verdict start(Payment payment) {
        if (expired(payment)) {
            // Whether or not there is an intent: it was never confirmed, and never will be.
            return new Verdict.Cancelled();
        }
        return switch (createIntent(payment)) {
            // Nobody has confirmed it yet, so there is nothing to ask.
            case ProviderOutcome.Unconfirmed created -> confirm(payments.get(payment.id()));
            case ProviderOutcome.Declined declined -> new Verdict.Declined(declined.code());
            case ProviderOutcome.Contradiction contradiction -> new Verdict.Review(contradiction.what());
            case ProviderOutcome.Unknown unknown -> {
                if (unknown.keySpent()) {
                    payments.spendCreateKey(payment);
                }
                // An intent that is unknown to us moves no money: the payment is as it was.
                yield new Verdict.Later(unknown.reason(), false);
            }
            case ProviderOutcome.NotTaken notTaken -> new Verdict.Later(notTaken.reason(), false);
            case ProviderOutcome.Succeeded charged -> new Verdict.Review("Charged, but never confirmed by us");
            case ProviderOutcome.Cancelled cancelled -> new Verdict.Review("Cancelled, but never by us");
        };
    }

    /** The first step and its recovery point. */
    ProviderOutcome createIntent(Payment payment) {
        ProviderOutcome outcome = provider.create(payment.charge(), payment.createKey());
        if (outcome instanceof ProviderOutcome.Unconfirmed created) {
            payments.commitReference(payment, created.reference());
        }
        return outcome;
    }

    private Verdict ask(Payment payment) {
        ProviderOutcome outcome = provider.find(payment.reference(), payment.charge());
        if (outcome instanceof ProviderOutcome.Unconfirmed) {
            return expired(payment) ? cancelExpired(payment) : confirm(payment);
        }
        return verdict(payment, outcome);
    }

    private Verdict confirm(Payment payment) {
        return verdict(payment, provider.confirm(payment.reference(), payment.charge(), payment.confirmKey()));
    }

    private Verdict verdict(Payment payment, ProviderOutcome outcome) {
        return switch (outcome) {
            case ProviderOutcome.Succeeded succeeded -> new Verdict.Succeeded();
            case ProviderOutcome.Declined declined -> cancelDeclined(payments.commitDecline(payment, declined.code()));
            case ProviderOutcome.Cancelled cancelled -> new Verdict.Cancelled();
            case ProviderOutcome.Contradiction contradiction -> new Verdict.Review(contradiction.what());
            case ProviderOutcome.Unknown unknown -> {
                if (unknown.keySpent()) {
                    payments.spendConfirmKey(payment);
                }
                yield new Verdict.Later(unknown.reason(), true);
            }
            case ProviderOutcome.Unconfirmed unconfirmed -> new Verdict.Later("Still unconfirmed", true);
            case ProviderOutcome.NotTaken notTaken -> new Verdict.Later(notTaken.reason(), false);
        };
    }

    /**
     * A decline counts when its intent is cancelled: until then a confirmation that got stuck on its way could still
     * charge, and a terminal state must never be overtaken.
     */
    private Verdict cancelDeclined(Payment payment) {
        String code = Objects.requireNonNull(payment.declineCode());
        return switch (provider.cancel(payment.reference(), payment.charge())) {
            case ProviderOutcome.Cancelled cancelled -> new Verdict.Declined(code);
            case ProviderOutcome.Succeeded succeeded -> new Verdict.Succeeded();
            case ProviderOutcome.Contradiction contradiction -> new Verdict.Review(contradiction.what());
            case ProviderOutcome.Unknown unknown -> new Verdict.Later(unknown.reason(), false);
            case ProviderOutcome.NotTaken notTaken -> new Verdict.Later(notTaken.reason(), false);
            case ProviderOutcome.Unconfirmed open -> new Verdict.Later("Not cancelled yet", false);
            case ProviderOutcome.Declined again -> new Verdict.Later("Not cancelled yet", false);
        };
    }

    /** Too old to be confirmed: cancelled there, and whatever won is taken. */
    private Verdict cancelExpired(Payment payment) {
        return verdict(payment, provider.cancel(payment.reference(), payment.charge()));
    }

    private boolean expired(Payment payment) {
        return Duration.between(payment.createdAt(), clock.instant()).compareTo(settings.expireAfter()) >= 0;
    }
}
