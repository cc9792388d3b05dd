package io.breakwater.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Finds all faults of a list's query, where Spring stops at the first parameter that can't be converted. Only refused
 * requests pay for it.
 */
final class ParameterFaults {

    private final Validator validator;

    ParameterFaults(Validator validator) {
        this.validator = validator;
    }

    static boolean looksAt(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == PageQuery.class);
    }

    /** Sorted by name, one fault each. */
    List<FieldError> of(HandlerMethod handler, HttpServletRequest request) {
        Map<String, FieldError> faults = new TreeMap<>();
        PageQueryResolver.limitFault(request).ifPresent(fault -> faults.put(fault.field(), fault));
        MethodParameter[] parameters = handler.getMethodParameters();
        @Nullable Object[] texts = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            String name = Violations.nameOf(parameters[i]);
            String text = parameters[i].hasParameterAnnotation(RequestParam.class) ? request.getParameter(name) : null;
            if (text != null && parameters[i].getParameterType() == String.class) {
                texts[i] = text;
            } else if (text != null
                    && parameters[i].getParameterType() == UUID.class
                    && Uuids.parse(text).isEmpty()) {
                faults.put(name, new FieldError(name, "must be " + Violations.nounOf(UUID.class)));
            }
        }
        validator.forExecutables().validateParameters(handler.getBean(), handler.getMethod(), texts).stream()
                .sorted(Comparator.comparing(violation -> violation.getMessage()))
                .forEach(violation -> {
                    int index = indexOf(violation.getPropertyPath());
                    if (texts[index] != null) {
                        String name = Violations.nameOf(parameters[index]);
                        faults.putIfAbsent(name, new FieldError(name, violation.getMessage()));
                    }
                });
        return List.copyOf(faults.values());
    }

    private static int indexOf(Path path) {
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.PARAMETER) {
                return node.as(Path.ParameterNode.class).getParameterIndex();
            }
        }
        throw new IllegalArgumentException("No parameter: " + path);
    }
}
