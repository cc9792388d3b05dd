package io.breakwater.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds all faults of a body that couldn't be read, where Jackson stops at the first: it mends the body at each fault, reads
 * again, and in the end validates what was read. Only refused requests pay for it.
 */
final class FaultCollector {

    // Two in each of an order's fifty lines; each costs one more reading of at most 256 kB.
    private static final int MAX_FAULTS = 100;

    private final JsonMapper json;
    private final Supplier<@Nullable Validator> validator;

    FaultCollector(JsonMapper json, Supplier<@Nullable Validator> validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * All faults, sorted by field; empty where the body as a whole is of the wrong type.
     *
     * @throws JacksonException where the body isn't JSON at all
     */
    List<FieldError> of(byte[] body, JavaType type) {
        JsonNode tree = json.readTree(body);
        Map<String, String> faults = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            try {
                Object value = json.treeToValue(tree, type);
                addViolations(value, faults);
                more = false;
            } catch (JacksonException fault) {
                more = tell(fault, tree, faults);
            }
        }
        List<FieldError> errors = new ArrayList<>();
        faults.forEach((field, message) -> errors.add(new FieldError(field, message)));
        errors.sort(Comparator.comparing(FieldError::field));
        return errors;
    }

    /** Mends the place, too. Returns whether it makes sense to read again. */
    private static boolean tell(JacksonException fault, JsonNode tree, Map<String, String> faults) {
        String path = pathOf(fault);
        if (path.isEmpty()) {
            return false;
        }
        if (faults.size() == MAX_FAULTS) {
            faults.putIfAbsent(path, "is one of more faults than are told at once");
            return false;
        }
        if (faults.putIfAbsent(path, messageOf(fault, tree)) != null) {
            return false;
        }
        mend(tree, fault);
        return true;
    }

    private void addViolations(@Nullable Object value, Map<String, String> faults) {
        Validator available = validator.get();
        if (value == null || available == null || !available.supports(value.getClass())) {
            return;
        }
        BeanPropertyBindingResult result = new BeanPropertyBindingResult(value, "body");
        available.validate(value, result);
        List<String> known = List.copyOf(faults.keySet());
        Violations.of(result).stream()
                .filter(error -> known.stream().noneMatch(path -> isAtOrBelow(error.field(), path)))
                .forEach(error -> faults.put(error.field(), error.message()));
    }

    /** What a mended place violates is the mending's fault. */
    private static boolean isAtOrBelow(String field, String path) {
        return field.equals(path) || field.startsWith(path + ".") || field.startsWith(path + "[");
    }

    private static String pathOf(JacksonException fault) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String messageOf(JacksonException fault, JsonNode tree) {
        if (fault instanceof UnrecognizedPropertyException) {
            return "is unknown";
        }
        JsonNode value = step(parentOf(tree, fault), fault.getPath().getLast());
        return value.isMissingNode() || value.isNull() ? "is required" : "must be " + Violations.nounOf(typeOf(fault));
    }

    private static void mend(JsonNode tree, JacksonException fault) {
        JacksonException.Reference last = fault.getPath().getLast();
        JsonNode placeholder = placeholderFor(typeOf(fault));
        switch (parentOf(tree, fault)) {
            case ObjectNode object
            when fault instanceof UnrecognizedPropertyException -> object.remove(last.getPropertyName());
            case ObjectNode object -> object.set(last.getPropertyName(), placeholder);
            case ArrayNode array -> array.set(last.getIndex(), placeholder);
            // Then the same fault comes again, and the search ends.
            default -> {}
        }
    }

    private static JsonNode placeholderFor(@Nullable Class<?> type) {
        if (type == null || !type.isPrimitive()) {
            return NullNode.getInstance();
        }
        return type == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
    }

    private static @Nullable Class<?> typeOf(JacksonException fault) {
        return switch (fault) {
            case MismatchedInputException e -> e.getTargetType();
            case InputCoercionException e -> e.getTargetType();
            default -> null;
        };
    }

    private static JsonNode parentOf(JsonNode tree, JacksonException fault) {
        JsonNode node = tree;
        for (JacksonException.Reference step :
                fault.getPath().subList(0, fault.getPath().size() - 1)) {
            node = step(node, step);
        }
        return node;
    }

    private static JsonNode step(JsonNode node, JacksonException.Reference step) {
        return step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
    }
}
