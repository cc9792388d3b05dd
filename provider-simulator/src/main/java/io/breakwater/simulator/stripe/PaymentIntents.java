package io.breakwater.simulator.stripe;

import io.breakwater.simulator.fault.Strike;
import java.time.Clock;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stripe's rules: which call does what to an intent in which state. Pure decisions; {@link Account} keeps them. */
final class PaymentIntents {

    // Stripe's bound: eight digits of the smallest unit.
    private static final long MAX_AMOUNT = 99_999_999;

    // Stripe's own bound of a description is 1,000 characters.
    private static final int MAX_DESCRIPTION = 1000;

    private static final Set<String> CREATE = Set.of(
            "amount",
            "currency",
            "description",
            "payment_method",
            "capture_method",
            "confirm",
            "payment_method_types[]",
            "metadata[]");
    private static final Set<String> CONFIRM = Set.of("payment_method", "error_on_requires_action");
    private static final Set<String> CANCEL = Set.of("cancellation_reason");
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Clock clock;
    private final RandomGenerator random;

    PaymentIntents(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** What a call does: the intent as it is from now on, null where nothing changed, and what to answer. */
    record Decision(@Nullable Intent changed, @Nullable String outcome, int status, Map<String, ?> body) {}

    /** Everything that can be refused without looking at an intent. */
    void validate(Call call) {
        switch (call.operation()) {
            case CREATE -> validateCreation(call.form());
            case CONFIRM -> {
                call.form().allowOnly(CONFIRM);
                call.form().isTrue("error_on_requires_action");
            }
            case CANCEL -> {
                call.form().allowOnly(CANCEL);
                String reason = call.form().find("cancellation_reason");
                if (reason != null && !REASONS.contains(reason)) {
                    throw StripeProblem.invalid(null, "Invalid cancellation_reason: " + reason, "cancellation_reason");
                }
            }
            case RETRIEVE -> call.form().allowOnly(Set.of());
        }
    }

    /** @param current null where there is no intent of the call's id */
    Decision decide(Call call, @Nullable Intent current, Strike strike) {
        if (strike.errorBefore()) {
            throw StripeProblem.internal();
        }
        Decision decision = switch (call.operation()) {
            case CREATE -> create(call.form(), strike);
            case CONFIRM -> confirm(call.form(), require(call, current), strike);
            case CANCEL -> cancel(call.form(), require(call, current), strike);
            case RETRIEVE -> new Decision(null, null, 200, view(require(call, current), strike));
        };
        if (strike.errorAfter()) {
            StripeProblem problem = StripeProblem.internal();
            return new Decision(decision.changed(), decision.outcome(), problem.status(), problem.body());
        }
        return decision;
    }

    private Decision create(Form form, Strike strike) {
        String method = form.find("payment_method");
        if (method != null) {
            requireCard(method);
        }
        String id = id("pi_3");
        Intent intent = new Intent(
                id,
                id("%s_secret_".formatted(id)),
                method == null ? Intent.Status.REQUIRES_PAYMENT_METHOD : Intent.Status.REQUIRES_CONFIRMATION,
                amount(form),
                currency(form),
                clock.instant().getEpochSecond(),
                form.metadata(),
                form.find("description"),
                method,
                null,
                null);
        return new Decision(intent, intent.status().wireName(), 200, view(intent, strike));
    }

    private Decision confirm(Form form, Intent intent, Strike strike) {
        if (!intent.status().open()) {
            throw StripeProblem.unexpectedState(
                    intent.status() == Intent.Status.SUCCEEDED
                            ? "You cannot confirm this PaymentIntent because it has already succeeded after being "
                                    + "previously confirmed."
                            : "You cannot confirm this PaymentIntent because it has a status of canceled.",
                    view(intent, strike));
        }
        String sent = form.find("payment_method");
        String method = sent == null ? intent.paymentMethod() : sent;
        if (method == null) {
            throw StripeProblem.unexpectedState(
                    "You cannot confirm this PaymentIntent because it's missing a payment method.",
                    view(intent, strike));
        }
        String bank = requireCard(method).declineCode();
        String declineCode = bank == null && strike.declined() ? "generic_decline" : bank;
        Intent.Attempt attempt = new Intent.Attempt(id("ch_3"), method, declineCode);
        Intent after = intent.attempted(attempt);
        if (declineCode != null) {
            return new Decision(after, "declined", 402, IntentView.cardError(attempt, shown(after, strike)));
        }
        return new Decision(after, after.status().wireName(), 200, view(after, strike));
    }

    private Decision cancel(Form form, Intent intent, Strike strike) {
        if (!intent.status().open()) {
            throw StripeProblem.unexpectedState(
                    "You cannot cancel this PaymentIntent because it has a status of %s. Only a PaymentIntent with one "
                                    .formatted(intent.status().wireName())
                            + "of the following statuses may be canceled: requires_payment_method, "
                            + "requires_confirmation.",
                    view(intent, strike));
        }
        Intent canceled = intent.canceled(
                new Intent.Cancellation(clock.instant().getEpochSecond(), form.find("cancellation_reason")));
        return new Decision(canceled, canceled.status().wireName(), 200, view(canceled, strike));
    }

    private void validateCreation(Form form) {
        form.allowOnly(CREATE);
        amount(form);
        currency(form);
        form.metadata();
        String description = form.find("description");
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw StripeProblem.invalid(null, "description can have up to 1000 characters.", "description");
        }
        if (form.isTrue("confirm")) {
            throw StripeProblem.invalid(null, "This simulator confirms by a call of its own only.", "confirm");
        }
        String capture = form.find("capture_method");
        if (capture != null && !capture.equals("automatic")) {
            throw StripeProblem.invalid(null, "This simulator captures automatically only.", "capture_method");
        }
        for (String type : form.list("payment_method_types")) {
            if (!type.equals("card")) {
                throw StripeProblem.invalid(null, "This simulator takes cards only.", "payment_method_types");
            }
        }
    }

    private static long amount(Form form) {
        String text = form.get("amount");
        if (!text.matches("-?[0-9]+")) {
            throw StripeProblem.invalid("parameter_invalid_integer", "Invalid integer: " + text, "amount");
        }
        if (text.startsWith("-") || text.matches("0+")) {
            throw StripeProblem.invalid(
                    "parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        }
        // Nine digits fit a long, and all longer texts are beyond the bound (leading zeros are none of ours).
        if (text.length() > 9 || Long.parseLong(text) > MAX_AMOUNT) {
            throw StripeProblem.invalid("amount_too_large", "Amount must be no more than 999,999.99.", "amount");
        }
        return Long.parseLong(text);
    }

    private static String currency(Form form) {
        String currency = form.get("currency").toLowerCase(Locale.ROOT);
        if (!CURRENCIES.contains(currency)) {
            throw StripeProblem.invalid(null, "Invalid currency: " + currency, "currency");
        }
        return currency;
    }

    private static CardToken requireCard(String method) {
        return CardToken.find(method)
                .orElseThrow(() ->
                        StripeProblem.missing(400, "No such PaymentMethod: '%s'".formatted(method), "payment_method"));
    }

    private static Intent require(Call call, @Nullable Intent current) {
        if (current == null) {
            throw StripeProblem.missing(404, "No such payment_intent: '%s'".formatted(call.intentId()), "intent");
        }
        return current;
    }

    private static Map<String, @Nullable Object> view(Intent intent, Strike strike) {
        return IntentView.of(shown(intent, strike));
    }

    private static Intent shown(Intent intent, Strike strike) {
        return strike.wrongAmount() ? intent.withAmount(intent.amount() + 1) : intent;
    }

    private String id(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 24; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
