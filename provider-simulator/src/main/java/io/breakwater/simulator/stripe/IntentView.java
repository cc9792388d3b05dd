package io.breakwater.simulator.stripe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An intent as Stripe's API shows it; names that this simulator gives no meaning are null, as Stripe sends them. */
final class IntentView {

    private static final List<String> WITHOUT_MEANING = List.of(
            "application",
            "application_fee_amount",
            "automatic_payment_methods",
            "customer",
            "next_action",
            "on_behalf_of",
            "processing",
            "receipt_email",
            "review",
            "setup_future_usage",
            "shipping",
            "source",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "transfer_data",
            "transfer_group");

    private IntentView() {}

    static Map<String, @Nullable Object> of(Intent intent) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", intent.id());
        view.put("object", "payment_intent");
        view.put("amount", intent.amount());
        view.put("amount_capturable", 0);
        view.put("amount_details", Map.of("tip", Map.of()));
        view.put("amount_received", intent.status() == Intent.Status.SUCCEEDED ? intent.amount() : 0);
        Intent.Cancellation cancellation = intent.cancellation();
        view.put("canceled_at", cancellation == null ? null : cancellation.at());
        view.put("cancellation_reason", cancellation == null ? null : cancellation.reason());
        view.put("capture_method", "automatic");
        view.put("client_secret", intent.clientSecret());
        view.put("confirmation_method", "automatic");
        view.put("created", intent.created());
        view.put("currency", intent.currency());
        view.put("description", intent.description());
        Intent.Attempt attempt = intent.attempt();
        view.put("last_payment_error", attempt == null || attempt.declineCode() == null ? null : declineOf(attempt));
        view.put("latest_charge", attempt == null ? null : attempt.charge());
        view.put("livemode", false);
        view.put("metadata", intent.metadata());
        view.put("payment_method", intent.paymentMethod());
        view.put("payment_method_options", Map.of());
        view.put("payment_method_types", List.of("card"));
        view.put("status", intent.status().wireName());
        WITHOUT_MEANING.forEach(name -> view.put(name, null));
        return view;
    }

    /** The error of a 402: the last payment error with the whole intent inside. */
    static Map<String, Object> cardError(Intent.Attempt declined, Intent shown) {
        Map<String, @Nullable Object> error = declineOf(declined);
        error.put("payment_intent", of(shown));
        return Map.of("error", error);
    }

    private static Map<String, @Nullable Object> declineOf(Intent.Attempt attempt) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("type", "card_error");
        error.put("code", "card_declined");
        error.put("decline_code", attempt.declineCode());
        error.put("doc_url", "https://stripe.com/docs/error-codes/card-declined");
        boolean poor = "insufficient_funds".equals(attempt.declineCode());
        error.put("message", poor ? "Your card has insufficient funds." : "Your card was declined.");
        error.put("charge", attempt.charge());
        error.put(
                "payment_method",
                Map.of(
                        "id",
                        attempt.paymentMethod(),
                        "object",
                        "payment_method",
                        "type",
                        "card",
                        "livemode",
                        false,
                        "metadata",
                        Map.of()));
        return error;
    }
}
