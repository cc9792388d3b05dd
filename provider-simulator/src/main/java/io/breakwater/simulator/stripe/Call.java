package io.breakwater.simulator.stripe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One understood call.
 *
 * @param intentId empty for a creation
 * @param key its Idempotency-Key; reads have none, whatever they were sent with
 */
record Call(
        Operation operation,
        String path,
        String intentId,
        Form form,
        @Nullable String key,
        String requestId) {

    // Stripe's own bound.
    private static final int MAX_KEY = 255;

    private static final Pattern PATH = Pattern.compile("/v1/payment_intents(?:/([^/]+)(?:/(confirm|cancel))?)?");

    /** What the HTTP request said, before it is understood. */
    record Request(
            String method,
            String path,
            String parameters,
            @Nullable String key,
            String requestId) {}

    static Call of(Request request) {
        Matcher path = PATH.matcher(request.path());
        Operation operation = path.matches() ? operation(request.method(), path) : null;
        if (operation == null) {
            throw StripeProblem.unknownUrl(request.method(), request.path());
        }
        String key = operation == Operation.RETRIEVE ? null : request.key();
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw StripeProblem.invalid(null, "Idempotency-Key has to be 1 to 255 characters long.", null);
        }
        String id = path.group(1) == null ? "" : path.group(1);
        return new Call(operation, request.path(), id, Form.parse(request.parameters()), key, request.requestId());
    }

    private static @Nullable Operation operation(String method, Matcher path) {
        String id = path.group(1);
        String act = path.group(2);
        return switch (method) {
            case "GET" -> id != null && act == null ? Operation.RETRIEVE : null;
            case "POST" -> {
                if (id == null) {
                    yield Operation.CREATE;
                }
                yield act == null ? null : act.equals("confirm") ? Operation.CONFIRM : Operation.CANCEL;
            }
            default -> null;
        };
    }

    /** Tells calls with different parameters apart. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((path + '\n' + form.canonical()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
