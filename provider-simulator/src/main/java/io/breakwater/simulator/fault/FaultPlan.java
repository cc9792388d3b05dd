package io.breakwater.simulator.fault;

import io.breakwater.simulator.http.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The faults as they were asked for: absent numbers are 0, an absent match means every call. */
public record FaultPlan(
        @Nullable Long seed,
        Match match,
        @Nullable Long times,
        long latencyMillis,
        double hangRate,
        long hangMillis,
        double errorBeforeRate,
        double errorAfterRate,
        double loseAnswerRate,
        double rateLimitRate,
        double declineRate,
        double wrongAmountRate) {

    public static final FaultPlan NONE = new FaultPlan(null, new Match(null, null), null, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    // The operations that the journal knows, and no other: reads are struck where no operation is named.
    private static final List<String> OPERATIONS = List.of(
            "payment_intent.create",
            "payment_intent.confirm",
            "payment_intent.capture",
            "payment_intent.cancel",
            "refund.create");

    private static final Set<String> FIELDS = Set.of(
            "seed",
            "match",
            "times",
            "latencyMillis",
            "hangRate",
            "hangMillis",
            "errorBeforeRate",
            "errorAfterRate",
            "loseAnswerRate",
            "rateLimitRate",
            "declineRate",
            "wrongAmountRate");

    // Longer than any client of ours waits (80 s is Stripe's own default), short enough that a forgotten fault ends.
    private static final long MAX_DELAY_MILLIS = 120_000;

    // What a hang lasts where only its rate was given: the drills' "provider hangs 30 s".
    private static final long DEFAULT_HANG_MILLIS = 30_000;

    /** Which calls are struck; null matches all. */
    public record Match(
            @Nullable String operation, @Nullable String paymentMethod) {

        boolean accepts(@Nullable String calledOperation, @Nullable String usedPaymentMethod) {
            return (operation == null || operation.equals(calledOperation))
                    && (paymentMethod == null || paymentMethod.equals(usedPaymentMethod));
        }
    }

    /**
     * Reads what somebody wrote by hand.
     *
     * @throws FaultsRefused with the sentence that says what is wrong
     */
    public static FaultPlan parse(byte[] json) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new FaultsRefused("The body is no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new FaultsRefused("The body has to be a JSON object.");
        }
        if (root.has("webhook")) {
            throw new FaultsRefused("This simulator sends no webhooks, so webhook can't be set.");
        }
        refuseUnknown(root, FIELDS);
        double hangRate = rate(root, "hangRate");
        Long hang = whole(root, "hangMillis", 0, MAX_DELAY_MILLIS);
        Long latency = whole(root, "latencyMillis", 0, MAX_DELAY_MILLIS);
        return new FaultPlan(
                whole(root, "seed", Long.MIN_VALUE, Long.MAX_VALUE),
                match(root.path("match")),
                whole(root, "times", 0, Long.MAX_VALUE),
                latency == null ? 0 : latency,
                hangRate,
                hang == null ? (hangRate > 0 ? DEFAULT_HANG_MILLIS : 0) : hang,
                rate(root, "errorBeforeRate"),
                rate(root, "errorAfterRate"),
                rate(root, "loseAnswerRate"),
                rate(root, "rateLimitRate"),
                rate(root, "declineRate"),
                rate(root, "wrongAmountRate"));
    }

    FaultPlan withSeed(long value) {
        return with(value, times);
    }

    FaultPlan withTimes(@Nullable Long value) {
        return with(seed, value);
    }

    private FaultPlan with(@Nullable Long newSeed, @Nullable Long newTimes) {
        return new FaultPlan(
                newSeed,
                match,
                newTimes,
                latencyMillis,
                hangRate,
                hangMillis,
                errorBeforeRate,
                errorAfterRate,
                loseAnswerRate,
                rateLimitRate,
                declineRate,
                wrongAmountRate);
    }

    private static Match match(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return NONE.match();
        }
        if (!node.isObject()) {
            throw new FaultsRefused("match has to be an object.");
        }
        refuseUnknown(node, Set.of("operation", "paymentMethod"));
        String operation = text(node, "operation");
        if (operation != null && !OPERATIONS.contains(operation)) {
            throw new FaultsRefused("match.operation has to be one of %s.".formatted(String.join(", ", OPERATIONS)));
        }
        return new Match(operation, text(node, "paymentMethod"));
    }

    private static void refuseUnknown(JsonNode object, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new FaultsRefused("There is no fault named " + name + ".");
            }
        }
    }

    private static double rate(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= 1)) {
            throw new FaultsRefused(name + " has to be a number from 0 to 1.");
        }
        return node.doubleValue();
    }

    private static @Nullable Long whole(JsonNode object, String name, long min, long max) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw new FaultsRefused("%s has to be a whole number from %d to %d.".formatted(name, min, max));
        }
        return node.longValue();
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw new FaultsRefused("match." + name + " has to be a text.");
        }
        return node.stringValue();
    }
}
