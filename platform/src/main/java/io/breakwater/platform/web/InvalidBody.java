package io.breakwater.platform.web;

import java.util.List;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** JSON that is well-formed but not what the route takes. */
@SuppressWarnings("serial") // Never leaves its process.
final class InvalidBody extends HttpMessageNotReadableException {

    private final List<FieldError> errors;

    InvalidBody(List<FieldError> errors, HttpInputMessage message) {
        super("The body is not what the route takes", message);
        this.errors = List.copyOf(errors);
    }

    List<FieldError> errors() {
        return errors;
    }

    /** What is wrong with a body that isn't JSON, in words that tell nothing of our classes. */
    static String describe(HttpMessageNotReadableException failure) {
        return switch (failure.getCause()) {
            case StreamConstraintsException e ->
                "The body is nested too deeply, or has a number or name that is too long.";
            case StreamReadException e
            when e.getOriginalMessage().startsWith("Duplicate") -> "A field of the body stands twice" + at(e);
            case StreamReadException e -> "The body is not JSON" + at(e);
            case null, default -> "A JSON object is needed as the body.";
        };
    }

    private static String at(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? "."
                : ", at line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }
}
