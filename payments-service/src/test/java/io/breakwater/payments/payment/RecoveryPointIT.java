package io.breakwater.payments.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.payments.PaymentsTest;
import io.breakwater.payments.Simulator;
import io.breakwater.payments.payment.ChargePayment.Verdict;
import io.breakwater.payments.provider.PaymentProvider;
import io.breakwater.payments.provider.ProviderOutcome.Declined;
import io.breakwater.payments.provider.ProviderOutcome.Succeeded;
import io.breakwater.payments.provider.ProviderOutcome.Unconfirmed;
import io.breakwater.platform.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A crash at each recovery point: the steps before it are made by hand, then a worker comes upon what they left. */
@PaymentsTest
class RecoveryPointIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String VISA = "pm_card_visa";
    private static final String DECLINING = "pm_card_chargeDeclinedInsufficientFunds";

    private final PaymentRepository payments;
    private final ChargePayment charging;
    private final SettlePayment settling;
    private final PaymentProvider provider;
    private final WorkQueue work;
    private final TransactionTemplate transactions;

    @Autowired
    RecoveryPointIT(
            PaymentRepository payments,
            ChargePayment charging,
            SettlePayment settling,
            PaymentProvider provider,
            WorkQueue work,
            PlatformTransactionManager transactions) {
        this.payments = payments;
        this.charging = charging;
        this.settling = settling;
        this.provider = provider;
        this.work = work;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Test
    void createdThereButNotCommittedHere() {
        Payment payment = aPayment(VISA, Duration.ZERO);
        assertThat(provider.create(payment.charge(), 1)).isInstanceOf(Unconfirmed.class);

        Payment ended = workerComes(payment);

        assertThat(ended.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(Simulator.charges(orderOf(payment))).isEqualTo(1);
        assertThat(Simulator.journal(orderOf(payment)))
                .as("one intent, one confirmation")
                .hasSize(2);
    }

    @Test
    void referenceCommittedButNotConfirmed() {
        Payment payment = aPayment(VISA, Duration.ZERO);
        charging.createIntent(payment);

        Payment ended = workerComes(payment);

        assertThat(ended.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(Simulator.charges(orderOf(payment))).isEqualTo(1);
    }

    @Test
    void chargedThereButNotRecordedHere() {
        Payment payment = aPayment(VISA, Duration.ZERO);
        charging.createIntent(payment);
        assertThat(confirm(payment)).isInstanceOf(Succeeded.class);

        Payment ended = workerComes(payment);

        assertThat(ended.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(ended.captured()).isEqualTo(1999);
        assertThat(Simulator.charges(orderOf(payment))).isEqualTo(1);
    }

    @Test
    void declinedThereButNotCommittedHere() {
        Payment payment = aPayment(DECLINING, Duration.ZERO);
        charging.createIntent(payment);
        assertThat(confirm(payment)).isInstanceOf(Declined.class);

        assertDeclined(workerComes(payment));
    }

    @Test
    void declineCommittedButIntentNotCancelled() {
        Payment payment = aPayment(DECLINING, Duration.ZERO);
        charging.createIntent(payment);
        confirm(payment);
        payments.commitDecline(payments.get(payment.id()), "insufficient_funds");

        assertDeclined(workerComes(payment));
    }

    @Test
    void intentCancelledButDeclineNotRecorded() {
        Payment payment = aPayment(DECLINING, Duration.ZERO);
        assertThat(charging.advance(payment)).isEqualTo(new Verdict.Declined("insufficient_funds"));

        assertDeclined(workerComes(payment));
    }

    @Test
    void tooOldToBeConfirmedIsCancelledThere() {
        Payment payment = aPayment(VISA, Duration.ofHours(23));
        charging.createIntent(payment);

        Payment ended = workerComes(payment);

        assertThat(ended.status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(ended.fact()).isInstanceOf(PaymentFact.PaymentCancelled.class);
        assertThat(Simulator.journal(orderOf(payment)))
                .extracting(Simulator.Line::outcome)
                .containsExactly("requires_confirmation", "canceled");
    }

    @Test
    void tooOldButChargedIsTakenAsItIs() {
        Payment payment = aPayment(VISA, Duration.ofHours(30));
        charging.createIntent(payment);
        confirm(payment);

        assertThat(workerComes(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    }

    @Test
    void tooOldAndNeverCreatedIsCancelled() {
        Payment payment = aPayment(VISA, Duration.ofHours(30));

        assertThat(workerComes(payment).status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(Simulator.journal(orderOf(payment))).isEmpty();
    }

    @Test
    void aLateVerdictChangesNothing() {
        Payment ended = workerComes(aPayment(VISA, Duration.ZERO));

        transactions.executeWithoutResult(
                status -> settling.record(ended.id(), new Verdict.Declined("generic_decline")));
        transactions.executeWithoutResult(status -> settling.record(ended.id(), new Verdict.Succeeded()));
        transactions.executeWithoutResult(status -> settling.record(ended.id(), new Verdict.Later("late", true)));

        assertThat(payments.get(ended.id())).isEqualTo(ended);
    }

    private void assertDeclined(Payment ended) {
        assertThat(ended.status()).isEqualTo(PaymentStatus.DECLINED);
        assertThat(ended.declineCode()).isEqualTo("insufficient_funds");
        assertThat(Simulator.charges(orderOf(ended))).isZero();
        assertThat(Simulator.journal(orderOf(ended)))
                .extracting(Simulator.Line::outcome)
                .containsExactly("requires_confirmation", "declined", "canceled");
    }

    private Payment aPayment(String paymentMethod, Duration age) {
        Instant created = payments.now().minus(age);
        Payment payment = Payment.ofOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Money(1999, "EUR"),
                paymentMethod,
                created);
        payments.add(payment);
        return payment;
    }

    private Object confirm(Payment payment) {
        Payment created = payments.get(payment.id());
        return provider.confirm(created.reference(), created.charge(), created.confirmKey());
    }

    private Payment workerComes(Payment payment) {
        transactions.executeWithoutResult(status -> work.add(ChargeWorker.job(payment.id())));
        await().atMost(BOUND).until(() -> !payments.get(payment.id()).status().open());
        return payments.get(payment.id());
    }

    private static UUID orderOf(Payment payment) {
        return Objects.requireNonNull(payment.orderId());
    }
}
