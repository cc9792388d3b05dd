package io.breakwater.simulator;

import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SDK and raw HTTP against one simulator. */
final class SimulatorClient implements AutoCloseable {

    static final String VISA = "pm_card_visa";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // HttpURLConnection, which the SDK uses, sends a failed POST again by itself.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();
    final StripeClient stripe;

    SimulatorClient(int port) {
        base = URI.create("http://127.0.0.1:" + port);
        stripe = StripeClient.builder()
                .setApiKey("sk_test_ours")
                .setApiBase(base.toString())
                .setMaxNetworkRetries(0)
                .setConnectTimeout(5_000)
                .setReadTimeout(20_000)
                .build();
    }

    PaymentIntent create(String key) throws StripeException {
        return create(key, 1999);
    }

    PaymentIntent create(String key, long amount) throws StripeException {
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency("eur")
                .addPaymentMethodType("card")
                .putMetadata("paymentId", "p-1")
                .putMetadata("orderId", "o-1")
                .build();
        return stripe.v1().paymentIntents().create(params, options(key));
    }

    PaymentIntent confirm(String id, String paymentMethod, String key) throws StripeException {
        PaymentIntentConfirmParams params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod(paymentMethod)
                .setErrorOnRequiresAction(true)
                .build();
        return stripe.v1().paymentIntents().confirm(id, params, options(key));
    }

    PaymentIntent cancel(String id, String key) throws StripeException {
        return stripe.v1().paymentIntents().cancel(id, options(key));
    }

    PaymentIntent get(String id) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(id);
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A form-encoded call with a valid API key. */
    HttpResponse<String> post(String path, String form, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer sk_test_ours"));
        all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        return send("POST", path, form, all.toArray(String[]::new));
    }

    void faults(String json) {
        HttpResponse<String> response = send("PUT", "/_control/faults", json);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
    }

    /** Waits until as many calls were struck as the faults' times said. */
    void awaitFaultsSpent() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        json(send("GET", "/_control/faults", null)).get("times").longValue() == 0);
    }

    /** What the journal has after a position. */
    List<JsonNode> journal(long after) {
        JsonNode items =
                json(send("GET", "/_control/journal?after=" + after, null)).get("items");
        List<JsonNode> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }

    long charges() {
        return journal(0).stream()
                .filter(item -> item.get("operation").stringValue().equals("payment_intent.confirm"))
                .filter(item -> item.get("outcome").stringValue().equals("succeeded"))
                .count();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static RequestOptions options(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    @Override
    public void close() {
        http.close();
    }
}
