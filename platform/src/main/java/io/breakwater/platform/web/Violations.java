package io.breakwater.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Spring's and Jakarta Validation's findings as our errors. */
final class Violations {

    private Violations() {}

    static List<FieldError> of(Errors errors) {
        return errors.getAllErrors().stream()
                .map(error -> new FieldError(
                        error instanceof org.springframework.validation.FieldError field ? field.getField() : "",
                        messageOf(error)))
                .toList();
    }

    static List<FieldError> of(HandlerMethodValidationException e) {
        List<FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                String prefix = body.getContainerIndex() == null ? "" : "[" + body.getContainerIndex() + "].";
                of(body).forEach(error -> errors.add(new FieldError(prefix + error.field(), error.message())));
            } else {
                String name = nameOf(result.getMethodParameter());
                result.getResolvableErrors()
                        .forEach(error -> errors.add(new FieldError(name, textOf(error.getDefaultMessage()))));
            }
        }
        return errors;
    }

    /** An id in a path that is none names nothing, so it is a 404; a parameter of the wrong type is the client's fault. */
    static ApiProblem ofMismatch(MethodArgumentTypeMismatchException e) {
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return ApiProblem.notFound();
        }
        return ApiProblem.invalid(List.of(new FieldError(e.getName(), "must be " + nounOf(e.getRequiredType()))));
    }

    /** What a value of the type is called in JSON. */
    static String nounOf(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == int.class || type == Integer.class || type == long.class || type == Long.class
                    ? "a whole number in its range"
                    : "a number";
        }
        if (type == String.class) {
            return "a text without NUL or half a surrogate pair";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type.isEnum()) {
            return "one of its names";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }

    private static String messageOf(ObjectError error) {
        return textOf(error.getDefaultMessage());
    }

    private static String textOf(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    static String nameOf(MethodParameter parameter) {
        RequestParam param = parameter.getParameterAnnotation(RequestParam.class);
        if (param != null && !param.name().isEmpty()) {
            return param.name();
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null && !header.name().isEmpty()) {
            return header.name();
        }
        return Objects.requireNonNullElse(parameter.getParameterName(), "");
    }
}
