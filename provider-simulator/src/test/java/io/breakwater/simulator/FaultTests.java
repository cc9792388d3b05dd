package io.breakwater.simulator;

import static io.breakwater.simulator.SimulatorClient.VISA;
import static io.breakwater.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.RateLimitException;
import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTests {

    @TempDir
    private Path data;

    private ProviderSimulator simulator;
    private SimulatorClient client;

    @BeforeEach
    void start() throws IOException {
        simulator = ProviderSimulator.start(SimulatorSettings.local(data));
        client = new SimulatorClient(simulator.port());
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void chargesAndLosesTheAnswer() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.faults("""
                {"match": {"operation": "payment_intent.confirm"}, "times": 1, "loseAnswerRate": 1}""");

        assertThatThrownBy(() -> client.confirm(intent.getId(), VISA, "confirm-1"))
                .isInstanceOf(ApiConnectionException.class);

        assertThat(client.get(intent.getId()).getStatus()).isEqualTo("succeeded");
        assertThat(client.confirm(intent.getId(), VISA, "confirm-1").getStatus())
                .isEqualTo("succeeded");
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void answers500BeforeActingAndReplaysIt() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.faults("""
                {"match": {"operation": "payment_intent.confirm"}, "times": 1, "errorBeforeRate": 1}""");

        assertThat(statusOf(() -> client.confirm(intent.getId(), VISA, "confirm-1")))
                .isEqualTo(500);
        assertThat(client.charges()).isZero();
        assertThat(statusOf(() -> client.confirm(intent.getId(), VISA, "confirm-1")))
                .isEqualTo(500);

        assertThat(client.confirm(intent.getId(), VISA, "confirm-2").getStatus())
                .isEqualTo("succeeded");
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void answers500AfterActing() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.faults("{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"errorAfterRate\": 1}");

        assertThat(statusOf(() -> client.confirm(intent.getId(), VISA, "confirm-1")))
                .isEqualTo(500);

        assertThat(client.charges()).isEqualTo(1);
        assertThat(client.get(intent.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void limitsTheRateWithoutStoringThat() throws Exception {
        client.faults("{\"times\": 1, \"rateLimitRate\": 1}");

        assertThatThrownBy(() -> client.create("pi-1")).isInstanceOf(RateLimitException.class);

        assertThat(client.create("pi-1").getStatus()).isEqualTo("requires_payment_method");
        assertThat(client.journal(0)).hasSize(1);
    }

    @Test
    void declinesAtRandomOnlyConfirmations() throws Exception {
        client.faults("{\"declineRate\": 1}");

        PaymentIntent intent = client.create("pi-1");
        CardException declined =
                catchThrowableOfType(CardException.class, () -> client.confirm(intent.getId(), VISA, "confirm-1"));

        assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
    }

    @Test
    void liesAboutTheAmountButNotInItsJournal() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.faults("{\"match\": {\"operation\": \"payment_intent.confirm\"}, \"wrongAmountRate\": 1}");

        PaymentIntent wrong = client.confirm(intent.getId(), VISA, "confirm-1");

        assertThat(wrong.getAmount()).isEqualTo(2000);
        assertThat(client.get(intent.getId()).getAmount()).isEqualTo(1999);
        assertThat(client.journal(1).getFirst().get("amount").longValue()).isEqualTo(1999);
    }

    @Test
    void isSlowAndHangs() throws Exception {
        client.faults("{\"latencyMillis\": 200, \"hangRate\": 1, \"hangMillis\": 300}");
        Instant begin = Instant.now();

        client.create("pi-1");

        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void strikesOnlyThePaymentMethodThatMatches() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        PaymentIntent other = client.create("pi-2");
        client.faults("{\"match\": {\"paymentMethod\": \"pm_card_chargeDeclined\"}, \"errorBeforeRate\": 1}");

        assertThat(statusOf(() -> client.confirm(intent.getId(), "pm_card_chargeDeclined", "confirm-1")))
                .isEqualTo(500);
        assertThat(client.confirm(other.getId(), VISA, "confirm-2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void strikesTheSameCallsWithTheSameSeed() {
        String first = outcomes("a");
        String second = outcomes("b");

        assertThat(first).contains("200").contains("500").isEqualTo(second);
    }

    @Test
    void countsDownShowsAndForgetsItsFaults() throws Exception {
        client.faults("{\"seed\": 7, \"times\": 2, \"errorBeforeRate\": 1}");
        client.post("/v1/payment_intents", "amount=1&currency=eur");

        HttpResponse<String> shown = client.send("GET", "/_control/faults", null);
        HttpResponse<String> deleted = client.send("DELETE", "/_control/faults", null);

        assertThat(json(shown).get("times").longValue()).isEqualTo(1);
        assertThat(json(shown).get("seed").longValue()).isEqualTo(7);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(client.create("pi-1").getStatus()).isEqualTo("requires_payment_method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"unknown\": 1}",
                "{\"webhook\": {\"dropRate\": 1}}",
                "{\"hangRate\": 1.1}",
                "{\"hangRate\": -0.1}",
                "{\"hangRate\": \"1\"}",
                "{\"hangMillis\": 1.5}",
                "{\"hangMillis\": 120001}",
                "{\"times\": -1}",
                "{\"times\": 1, \"times\": 2}",
                "{\"match\": {\"operation\": \"payment_intent.get\"}}",
                "{\"match\": {\"path\": \"/\"}}"
            })
    void refusesFaultsThatItDoesNotUnderstandWithASentence(String json) {
        HttpResponse<String> response = client.send("PUT", "/_control/faults", json);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("error").get("message").stringValue()).isNotBlank();
    }

    private String outcomes(String prefix) {
        client.faults("{\"seed\": 42, \"errorBeforeRate\": 0.5}");
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            statuses.append(client.post("/v1/payment_intents", "amount=1&currency=eur", "Idempotency-Key", prefix + i)
                            .statusCode())
                    .append(' ');
        }
        return statuses.toString();
    }

    private static int statusOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ApiException failure = catchThrowableOfType(ApiException.class, call);
        return failure.getStatusCode();
    }
}
