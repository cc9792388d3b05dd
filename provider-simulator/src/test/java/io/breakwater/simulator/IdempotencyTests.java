package io.breakwater.simulator;

import static io.breakwater.simulator.SimulatorClient.VISA;
import static io.breakwater.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTests {

    private static final String CREATE = "amount=1999&currency=eur";

    @TempDir
    private Path data;

    private final MovableClock clock = new MovableClock();
    private ProviderSimulator simulator;
    private SimulatorClient client;

    @BeforeEach
    void start() throws IOException {
        simulator = ProviderSimulator.start(SimulatorSettings.local(data), clock);
        client = new SimulatorClient(simulator.port());
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void replaysTheStoredAnswer() {
        HttpResponse<String> first = create("k-1", CREATE);
        HttpResponse<String> second = create("k-1", CREATE);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(second.headers().firstValue("Idempotency-Key")).contains("k-1");
        assertThat(second.headers().firstValue("Original-Request"))
                .isEqualTo(first.headers().firstValue("Request-Id"));
        assertThat(second.headers().firstValue("Request-Id"))
                .isNotEqualTo(first.headers().firstValue("Request-Id"));
        assertThat(client.journal(0)).hasSize(1);
    }

    @Test
    void replaysADeclineAndARefusal() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        String path = "/v1/payment_intents/" + intent.getId() + "/confirm";
        String form = "payment_method=pm_card_chargeDeclined";

        HttpResponse<String> decline = client.post(path, form, "Idempotency-Key", "confirm-1");
        client.confirm(intent.getId(), VISA, "confirm-2");
        HttpResponse<String> declineAgain = client.post(path, form, "Idempotency-Key", "confirm-1");
        HttpResponse<String> refusal = client.post(path, form, "Idempotency-Key", "confirm-3");
        HttpResponse<String> refusalAgain = client.post(path, form, "Idempotency-Key", "confirm-3");

        assertThat(decline.statusCode()).isEqualTo(402);
        assertThat(declineAgain.body()).isEqualTo(decline.body());
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusalAgain.body()).isEqualTo(refusal.body());
        assertThat(refusalAgain.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void refusesAKeyWithOtherParametersOrAnotherPath() throws Exception {
        create("k-1", CREATE);

        HttpResponse<String> other = create("k-1", "amount=2000&currency=eur");
        HttpResponse<String> elsewhere = client.post("/v1/payment_intents/pi_1/confirm", "", "Idempotency-Key", "k-1");
        HttpResponse<String> sameInAnotherOrder = create("k-1", "currency=eur&amount=1999");

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(json(other).get("error").get("type").stringValue()).isEqualTo("idempotency_error");
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(json(elsewhere).get("error").get("type").stringValue()).isEqualTo("idempotency_error");
        assertThat(sameInAnotherOrder.statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotStoreWhatWasRefusedBeforeItWasExecuted() {
        HttpResponse<String> invalid = create("k-1", "amount=0&currency=eur");
        HttpResponse<String> mended = create("k-1", CREATE);

        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(mended.statusCode()).isEqualTo(200);
        assertThat(mended.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void forgetsAKeyAfterADay() {
        HttpResponse<String> first = create("k-1", CREATE);
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        HttpResponse<String> replayed = create("k-1", CREATE);
        clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> executed = create("k-1", CREATE);

        assertThat(replayed.body()).isEqualTo(first.body());
        assertThat(executed.body()).isNotEqualTo(first.body());
        assertThat(client.journal(0)).hasSize(2);
    }

    @Test
    void saysThatAKeyIsInUse() throws Exception {
        client.faults("{\"times\": 1, \"hangRate\": 1, \"hangMillis\": 3000}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> slow = threads.submit(() -> create("k-1", CREATE));
            client.awaitFaultsSpent();

            HttpResponse<String> second = create("k-1", CREATE);

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(json(second).get("error").get("code").stringValue()).isEqualTo("idempotency_key_in_use");
            assertThat(second.headers().firstValue("Stripe-Should-Retry")).contains("true");
            assertThat(slow.get().statusCode()).isEqualTo(200);
            assertThat(create("k-1", CREATE).body()).isEqualTo(slow.get().body());
        }
    }

    @Test
    void chargesOnceForFiftyIdenticalConfirmations() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        String path = "/v1/payment_intents/" + intent.getId() + "/confirm";

        List<HttpResponse<String>> sameKey =
                fiftyTimes(i -> client.post(path, "payment_method=pm_card_visa", "Idempotency-Key", "confirm-1"));

        assertThat(sameKey).allSatisfy(r -> assertThat(r.statusCode()).isIn(200, 409));
        assertThat(sameKey).anySatisfy(r -> assertThat(r.statusCode()).isEqualTo(200));
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void chargesOnceForFiftyConfirmationsWithKeysOfTheirOwn() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        String path = "/v1/payment_intents/" + intent.getId() + "/confirm";

        List<HttpResponse<String>> ownKeys =
                fiftyTimes(i -> client.post(path, "payment_method=pm_card_visa", "Idempotency-Key", "confirm-" + i));

        assertThat(ownKeys).filteredOn(r -> r.statusCode() == 200).hasSize(1);
        assertThat(ownKeys)
                .filteredOn(r -> r.statusCode() != 200)
                .allSatisfy(r -> assertThat(json(r).get("error").get("code").stringValue())
                        .isEqualTo("payment_intent_unexpected_state"));
        assertThat(client.charges()).isEqualTo(1);
    }

    private HttpResponse<String> create(String key, String form) {
        return client.post("/v1/payment_intents", form, "Idempotency-Key", key);
    }

    private static List<HttpResponse<String>> fiftyTimes(java.util.function.IntFunction<HttpResponse<String>> call)
            throws Exception {
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();
        List<HttpResponse<String>> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                calls.add(threads.submit(() -> call.apply(number)));
            }
            for (Future<HttpResponse<String>> made : calls) {
                responses.add(made.get());
            }
        }
        return responses;
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
