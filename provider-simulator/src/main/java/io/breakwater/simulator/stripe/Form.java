package io.breakwater.simulator.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form-encoded body with Stripe's bracket notation: {@code metadata[orderId]}, {@code payment_method_types[0]}. */
record Form(Map<String, String> parameters) {

    // Stripe's own bounds of metadata.
    private static final int MAX_METADATA = 50;
    private static final int MAX_METADATA_KEY = 40;
    private static final int MAX_METADATA_VALUE = 500;

    // Far above what the calls know (50 metadata entries and a dozen others).
    private static final int MAX_PARAMETERS = 200;

    private static final Pattern BRACKETS = Pattern.compile("([a-z_]+)\\[([^\\[\\]]*)]");

    static Form parse(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            if (parameters.size() > MAX_PARAMETERS) {
                throw StripeProblem.invalid(null, "Too many parameters: at most " + MAX_PARAMETERS + ".", null);
            }
        }
        return new Form(Collections.unmodifiableMap(parameters));
    }

    /** Null where it is absent or empty. */
    @Nullable
    String find(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String get(String name) {
        String value = find(name);
        if (value == null) {
            throw StripeProblem.invalid("parameter_missing", "Missing required param: " + name + ".", name);
        }
        return value;
    }

    /** @throws StripeProblem where it is neither true nor false; absent is false */
    boolean isTrue(String name) {
        String value = find(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw StripeProblem.invalid(null, "Invalid boolean: " + value, name);
        }
        return "true".equals(value);
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        parameters.forEach((name, value) -> {
            Matcher brackets = BRACKETS.matcher(name);
            if (brackets.matches() && brackets.group(1).equals("metadata") && !value.isEmpty()) {
                metadata.put(brackets.group(2), value);
            }
        });
        boolean fits = metadata.entrySet().stream()
                .allMatch(e ->
                        e.getKey().length() <= MAX_METADATA_KEY && e.getValue().length() <= MAX_METADATA_VALUE);
        if (!fits || metadata.size() > MAX_METADATA) {
            throw StripeProblem.invalid(
                    null,
                    "Metadata can have up to %d keys of up to %d characters, with values of up to %d characters."
                            .formatted(MAX_METADATA, MAX_METADATA_KEY, MAX_METADATA_VALUE),
                    "metadata");
        }
        return metadata;
    }

    List<String> list(String name) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().matches(name + "\\[[0-9]*]"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** @throws StripeProblem for a parameter that is none of these, bare or with brackets */
    void allowOnly(Set<String> names) {
        for (String parameter : parameters.keySet()) {
            Matcher brackets = BRACKETS.matcher(parameter);
            if (!names.contains(parameter) && !(brackets.matches() && names.contains(brackets.group(1) + "[]"))) {
                throw StripeProblem.invalid("parameter_unknown", "Received unknown parameter: " + parameter, parameter);
            }
        }
    }

    /** The parameters in an order that doesn't depend on the client. */
    String canonical() {
        return new TreeMap<>(parameters).toString();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw StripeProblem.invalid(null, "Invalid form encoding: " + text, null);
        }
    }
}
