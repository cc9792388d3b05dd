package io.breakwater.payments.provider;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.service.PaymentIntentService;
import io.breakwater.payments.provider.ProviderOutcome.Cancelled;
import io.breakwater.payments.provider.ProviderOutcome.Contradiction;
import io.breakwater.payments.provider.ProviderOutcome.Declined;
import io.breakwater.payments.provider.ProviderOutcome.NotTaken;
import io.breakwater.payments.provider.ProviderOutcome.Succeeded;
import io.breakwater.payments.provider.ProviderOutcome.Unconfirmed;
import io.breakwater.payments.provider.ProviderOutcome.Unknown;
import java.net.ConnectException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stripe's API by its own SDK, which pins the API's version ({@code Stripe.API_VERSION}). */
final class StripePaymentProvider implements PaymentProvider {

    static final String UNKNOWN_METHOD = "payment_method_unknown";

    private final PaymentIntentService intents;

    StripePaymentProvider(StripeClient stripe) {
        this.intents = stripe.v1().paymentIntents();
    }

    private interface Call {
        PaymentIntent execute() throws StripeException;
    }

    @Override
    public ProviderOutcome create(Charge charge, int keyNumber) {
        PaymentIntentCreateParams.Builder creation = PaymentIntentCreateParams.builder()
                .setAmount(charge.amount())
                .setCurrency(charge.currency().toLowerCase(Locale.ROOT))
                // Cards only: other methods succeed days later or by redirect.
                .addPaymentMethodType("card")
                .setPaymentMethod(charge.paymentMethod())
                .putMetadata("paymentId", charge.paymentId().toString());
        if (charge.orderId() != null) {
            creation.putMetadata("orderId", charge.orderId().toString());
        }
        return outcome(charge, () -> intents.create(creation.build(), key("pi-", charge.paymentId(), keyNumber)));
    }

    @Override
    public ProviderOutcome confirm(String reference, Charge charge, int keyNumber) {
        PaymentIntentConfirmParams confirmation = PaymentIntentConfirmParams.builder()
                // Nobody is there to answer the bank's questions: such a card declines.
                .setErrorOnRequiresAction(true)
                .build();
        RequestOptions key = key("confirm-", charge.paymentId(), keyNumber);
        return outcome(charge, () -> intents.confirm(reference, confirmation, key));
    }

    @Override
    public ProviderOutcome find(String reference, Charge charge) {
        return outcome(charge, () -> intents.retrieve(reference));
    }

    /** Without a key: cancelling twice is harmless, and a stored answer could be older than a charge. */
    @Override
    public ProviderOutcome cancel(String reference, Charge charge) {
        PaymentIntentCancelParams abandoned = PaymentIntentCancelParams.builder()
                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                .build();
        return outcome(charge, () -> intents.cancel(reference, abandoned));
    }

    private static RequestOptions key(String prefix, UUID paymentId, int number) {
        String key = prefix + paymentId + (number == 1 ? "" : "-" + number);
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private static ProviderOutcome outcome(Charge charge, Call call) {
        try {
            return of(charge, call.execute());
        } catch (ApiConnectionException e) {
            // A connection that was refused carried nothing; one that broke or fell silent may have carried the charge.
            return refused(e) ? new NotTaken(reason(e)) : new Unknown(reason(e), false);
        } catch (CardException e) {
            return declined(e.getDeclineCode(), e.getCode());
        } catch (StripeException e) {
            return ofError(charge, e);
        } catch (RuntimeException e) {
            // The SDK could not read what came; that it came says that something was done.
            return new Unknown("Unreadable answer: " + e, false);
        }
    }

    private static ProviderOutcome ofError(Charge charge, StripeException e) {
        StripeError error = e.getStripeError();
        int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
        if (status >= 500 || status == 0) {
            return new Unknown(reason(e), replayed(error));
        }
        // 429: too many calls; 409: our own key is in use by a call that is still running there; 401 and 403: our key
        // to the API is wrong, which says nothing about the card.
        if (status == 429 || status == 409 || status == 401 || status == 403) {
            return status == 409 ? new Unknown(reason(e), false) : new NotTaken(reason(e));
        }
        if (error != null && "payment_intent_unexpected_state".equals(error.getCode())) {
            PaymentIntent intent = error.getPaymentIntent();
            return intent == null ? new Unknown(reason(e), false) : of(charge, intent);
        }
        if (error != null && "resource_missing".equals(error.getCode()) && "payment_method".equals(error.getParam())) {
            return new Declined(UNKNOWN_METHOD);
        }
        return new Contradiction("Refused: " + reason(e));
    }

    private static ProviderOutcome of(Charge charge, PaymentIntent intent) {
        if (intent.getAmount() != charge.amount()
                || !charge.currency().equalsIgnoreCase(intent.getCurrency())
                || !charge.paymentId().toString().equals(intent.getMetadata().get("paymentId"))) {
            return new Contradiction("%s is of %d %s for payment %s"
                    .formatted(
                            intent.getId(),
                            intent.getAmount(),
                            intent.getCurrency(),
                            intent.getMetadata().get("paymentId")));
        }
        return switch (intent.getStatus()) {
            case "succeeded" ->
                intent.getAmountReceived() == charge.amount()
                        ? new Succeeded(intent.getId())
                        : new Contradiction(intent.getId() + " received " + intent.getAmountReceived());
            case "canceled" -> new Cancelled();
            case "requires_confirmation" -> new Unconfirmed(intent.getId());
            case "requires_payment_method" ->
                intent.getLastPaymentError() == null
                        ? new Unconfirmed(intent.getId())
                        : declined(
                                intent.getLastPaymentError().getDeclineCode(),
                                intent.getLastPaymentError().getCode());
            // "processing", and what a later version of the API may add.
            default -> new Unknown("The intent is " + intent.getStatus(), false);
        };
    }

    /** The bank's reason, else Stripe's; in the form that our events promise. */
    private static ProviderOutcome declined(@Nullable String declineCode, @Nullable String code) {
        String best = declineCode != null ? declineCode : code != null ? code : "";
        return new Declined(best.matches("[a-z][a-z0-9_]{0,99}") ? best : "generic_decline");
    }

    private static boolean replayed(@Nullable StripeError error) {
        return error != null
                && error.getLastResponse() != null
                && error.getLastResponse()
                        .headers()
                        .firstValue("Idempotent-Replayed")
                        .filter("true"::equals)
                        .isPresent();
    }

    private static boolean refused(StripeException failure) {
        return failure.getCause() instanceof ConnectException;
    }

    private static String reason(StripeException e) {
        return String.valueOf(e.getMessage());
    }
}
