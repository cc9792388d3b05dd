package io.breakwater.simulator;

import static io.breakwater.simulator.SimulatorClient.VISA;
import static io.breakwater.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PaymentIntentTests {

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
    void chargesInTwoSteps() throws Exception {
        PaymentIntent created = client.create("pi-1");
        PaymentIntent confirmed = client.confirm(created.getId(), VISA, "confirm-1");

        assertThat(created.getStatus()).isEqualTo("requires_payment_method");
        assertThat(created.getMetadata()).isEqualTo(Map.of("paymentId", "p-1", "orderId", "o-1"));
        assertThat(confirmed.getStatus()).isEqualTo("succeeded");
        assertThat(confirmed.getAmountReceived()).isEqualTo(1999);
        assertThat(confirmed.getCurrency()).isEqualTo("eur");
        assertThat(confirmed.getLatestCharge()).startsWith("ch_");
        assertThat(client.get(created.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void writesWhatHappenedIntoTheJournal() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.confirm(intent.getId(), VISA, "confirm-1");

        JsonNode charge = client.journal(1).getFirst();

        assertThat(client.journal(0)).hasSize(2);
        assertThat(charge.get("position").longValue()).isEqualTo(2);
        assertThat(charge.get("at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(charge.get("operation").stringValue()).isEqualTo("payment_intent.confirm");
        assertThat(charge.get("object").stringValue()).isEqualTo(intent.getId());
        assertThat(charge.get("idempotencyKey").stringValue()).isEqualTo("confirm-1");
        assertThat(charge.get("amount").longValue()).isEqualTo(1999);
        assertThat(charge.get("currency").stringValue()).isEqualTo("eur");
        assertThat(charge.get("metadata").get("orderId").stringValue()).isEqualTo("o-1");
        assertThat(charge.get("outcome").stringValue()).isEqualTo("succeeded");
    }

    @Test
    void readsOnFromAnyPositionOfALongJournal() throws Exception {
        for (int i = 0; i < 600; i++) {
            client.create("pi-" + i);
        }

        assertThat(client.journal(0)).hasSize(600);
        for (long after : new long[] {1, 255, 256, 257, 511, 512, 599}) {
            assertThat(client.journal(after).getFirst().get("position").longValue())
                    .isEqualTo(after + 1);
        }
        assertThat(client.journal(600)).isEmpty();
        assertThat(client.journal(9_999)).isEmpty();
        assertThat(client.send("GET", "/_control/journal?after=-1", null).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, generic_decline",
        "pm_card_visa_chargeDeclined, generic_decline",
        "pm_card_chargeDeclinedInsufficientFunds, insufficient_funds",
        "pm_card_visa_chargeDeclinedInsufficientFunds, insufficient_funds"
    })
    void declinesAsTheTokenSays(String token, String declineCode) throws Exception {
        PaymentIntent intent = client.create("pi-1");

        CardException declined =
                catchThrowableOfType(CardException.class, () -> client.confirm(intent.getId(), token, "confirm-1"));

        assertThat(declined.getStatusCode()).isEqualTo(402);
        assertThat(declined.getCode()).isEqualTo("card_declined");
        assertThat(declined.getDeclineCode()).isEqualTo(declineCode);
        assertThat(declined.getStripeError().getPaymentIntent().getId()).isEqualTo(intent.getId());
        PaymentIntent after = client.get(intent.getId());
        assertThat(after.getStatus()).isEqualTo("requires_payment_method");
        assertThat(after.getPaymentMethod()).isNull();
        assertThat(after.getLastPaymentError().getDeclineCode()).isEqualTo(declineCode);
        assertThat(client.journal(1).getFirst().get("outcome").stringValue()).isEqualTo("declined");
    }

    @Test
    void chargesAfterADeclineWithAnotherCard() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        assertThatThrownBy(() -> client.confirm(intent.getId(), "pm_card_chargeDeclined", "confirm-1"))
                .isInstanceOf(CardException.class);

        PaymentIntent charged = client.confirm(intent.getId(), VISA, "confirm-2");

        assertThat(charged.getStatus()).isEqualTo("succeeded");
        assertThat(charged.getLastPaymentError()).isNull();
    }

    @Test
    void refusesToConfirmTwice() throws Exception {
        PaymentIntent intent = client.create("pi-1");
        client.confirm(intent.getId(), VISA, "confirm-1");

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> client.confirm(intent.getId(), VISA, "confirm-2"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void cancelsWhatIsOpenAndNothingElse() throws Exception {
        PaymentIntent open = client.create("pi-1");
        PaymentIntent paid = client.create("pi-2");
        client.confirm(paid.getId(), VISA, "confirm-2");

        PaymentIntent canceled = client.cancel(open.getId(), "cancel-1");
        InvalidRequestException refused =
                catchThrowableOfType(InvalidRequestException.class, () -> client.cancel(paid.getId(), "cancel-2"));
        InvalidRequestException late = catchThrowableOfType(
                InvalidRequestException.class, () -> client.confirm(open.getId(), VISA, "confirm-1"));

        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getCanceledAt()).isNotNull();
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(late.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(client.charges()).isEqualTo(1);
    }

    @Test
    void knowsNoPaymentMethodButItsOwn() throws Exception {
        PaymentIntent intent = client.create("pi-1");

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> client.confirm(intent.getId(), "pm_card_unknown", "confirm-1"));
        HttpResponse<String> without = client.post("/v1/payment_intents/" + intent.getId() + "/confirm", "");

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("resource_missing");
        assertThat(refused.getParam()).isEqualTo("payment_method");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(json(without).get("error").get("code").stringValue()).isEqualTo("payment_intent_unexpected_state");
    }

    @Test
    void answersUnknownIntentsAndUrlsWithStripesErrors() {
        InvalidRequestException unknown =
                catchThrowableOfType(InvalidRequestException.class, () -> client.get("pi_unknown"));

        assertThat(unknown.getStatusCode()).isEqualTo(404);
        assertThat(unknown.getCode()).isEqualTo("resource_missing");
        for (String path : new String[] {"/v1/refunds", "/v1/payment_intents/pi_1/capture", "/v2/x", "/"}) {
            HttpResponse<String> response = client.post(path, "");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(json(response).get("error").get("message").stringValue()).startsWith("Unrecognized request URL");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "currency=eur, parameter_missing, amount",
        "amount=1, parameter_missing, currency",
        "amount=0&currency=eur, parameter_invalid_integer, amount",
        "amount=-5&currency=eur, parameter_invalid_integer, amount",
        "amount=1.5&currency=eur, parameter_invalid_integer, amount",
        "amount=100000000&currency=eur, amount_too_large, amount",
        "amount=99999999999999999999&currency=eur, amount_too_large, amount",
        "amount=1&currency=xxy, , currency",
        "amount=1&currency=eur&confirm=true, , confirm",
        "amount=1&currency=eur&capture_method=manual, , capture_method",
        "amount=1&currency=eur&payment_method_types[]=ideal, , payment_method_types",
        "amount=1&currency=eur&customer=cus_1, parameter_unknown, customer",
        "amount=1&currency=eur&payment_method=pm_x, resource_missing, payment_method"
    })
    void refusesParametersThatItCannotUse(String form, String code, String param) {
        HttpResponse<String> response = client.post("/v1/payment_intents", form);

        JsonNode error = json(response).get("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asString(null)).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
        assertThat(client.journal(0)).isEmpty();
    }

    @Test
    void takesTheWholeRangeOfAmounts() throws Exception {
        assertThat(client.create("pi-1", 1).getAmount()).isEqualTo(1);
        assertThat(client.create("pi-2", 99_999_999).getAmount()).isEqualTo(99_999_999);
    }

    @Test
    void takesAnyTestKeyAndNoOther() {
        String basic = Base64.getEncoder().encodeToString("sk_test_x:".getBytes(StandardCharsets.UTF_8));

        assertThat(status("Bearer sk_test_anything")).isEqualTo(404);
        assertThat(status("Basic " + basic)).isEqualTo(404);
        assertThat(status("Bearer sk_live_x")).isEqualTo(401);
        assertThat(status("Bearer sk_test_")).isEqualTo(401);
        assertThat(status("Basic %%%")).isEqualTo(401);
        assertThat(client.send("GET", "/v1/payment_intents/pi_1", null).statusCode())
                .isEqualTo(401);
        assertThat(catchThrowableOfType(
                        AuthenticationException.class,
                        () -> client.stripe
                                .v1()
                                .paymentIntents()
                                .retrieve(
                                        "pi_1",
                                        com.stripe.net.RequestOptions.builder()
                                                .setApiKey("sk_live_x")
                                                .build())))
                .isNotNull();
    }

    @Test
    void refusesBodiesThatAreNoFormOrTooLarge() {
        HttpResponse<String> json = client.send(
                "POST",
                "/v1/payment_intents",
                "{}",
                "Authorization",
                "Bearer sk_test_x",
                "Content-Type",
                "application/json");
        HttpResponse<String> large = client.post("/v1/payment_intents", "description=" + "x".repeat(300_000));

        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(large.statusCode()).isEqualTo(400);
        assertThat(client.send("GET", "/livez", null).statusCode()).isEqualTo(200);
    }

    private int status(String authorization) {
        return client.send("GET", "/v1/payment_intents/pi_1", null, "Authorization", authorization)
                .statusCode();
    }
}
