package io.breakwater.simulator.stripe;

import io.breakwater.simulator.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One line of the journal: what happened, the intent as it is since then, and the answer that the idempotency key
 * replays. A line without a position is only such an answer: a refusal that changed nothing.
 *
 * @param position counts what happened, from 1 without gaps
 */
record JournalLine(
        @Nullable Long position,
        String at,
        @Nullable String operation,
        @Nullable String idempotencyKey,
        @Nullable String outcome,
        @Nullable Intent intent,
        @Nullable StoredAnswer answer) {

    /** What a key replays, and the request that it belongs to. */
    record StoredAnswer(String path, String fingerprint, String requestId, int status, JsonNode body) {

        static StoredAnswer of(Call call, PaymentIntents.Decision decision) {
            JsonNode body = Json.MAPPER.valueToTree(decision.body());
            return new StoredAnswer(call.path(), call.fingerprint(), call.requestId(), decision.status(), body);
        }

        /** @throws StripeProblem where the key was first used for another call than this */
        void requireSame(Call call) {
            if (!path.equals(call.path())) {
                throw StripeProblem.keyReused(
                        "Keys for idempotent requests can only be used for the same endpoint they were first used for "
                                + "('%s' vs '%s'). Try using a key other than '%s' if you meant to execute a different "
                                        .formatted(call.path(), path, call.key())
                                + "request.");
            }
            if (!fingerprint.equals(call.fingerprint())) {
                throw StripeProblem.keyReused(
                        "Keys for idempotent requests can only be used with the same parameters they were first used "
                                + "with. Try using a key other than '%s' if you meant to execute a different request."
                                        .formatted(call.key()));
            }
        }
    }

    /** Empty where the line isn't whole. */
    static Optional<JournalLine> parse(byte[] line) {
        try {
            return Optional.of(Json.MAPPER.readValue(line, JournalLine.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return Json.MAPPER.writeValueAsBytes(this);
    }

    Instant instant() {
        return Instant.parse(at);
    }

    /** As the control API shows it; empty for a line that only keeps an answer. */
    Optional<Map<String, @Nullable Object>> item() {
        if (position == null || intent == null) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("position", position);
        item.put("at", at);
        item.put("operation", operation);
        item.put("object", intent.id());
        item.put("idempotencyKey", idempotencyKey);
        item.put("amount", intent.amount());
        item.put("currency", intent.currency());
        item.put("metadata", intent.metadata());
        item.put("outcome", outcome);
        return Optional.of(item);
    }
}
