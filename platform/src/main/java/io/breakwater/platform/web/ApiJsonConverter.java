package io.breakwater.platform.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.validation.Validator;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bodies under {@code /api} strictly, others (another company's webhooks) with the shared, lenient mapper; writes all
 * in the API's form.
 */
final class ApiJsonConverter extends JacksonJsonHttpMessageConverter {

    private static final String STRICT_UNDER = "/api/";

    private final JsonMapper strict;
    private final JsonMapper lenient;
    private final FaultCollector faults;

    ApiJsonConverter(ApiJson api, JsonMapper lenient, Supplier<@Nullable Validator> validator) {
        super(api.mapper());
        this.strict = api.mapper();
        this.lenient = lenient;
        this.faults = new FaultCollector(strict, validator);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        JavaType javaType = strict.constructType(type.getType());
        Object value = isStrict() ? readStrictly(body, javaType, message) : readLeniently(body, javaType, message);
        if (value == null) {
            throw new HttpMessageNotReadableException("The body is null", message);
        }
        return value;
    }

    private @Nullable Object readStrictly(byte[] body, JavaType type, HttpInputMessage message) {
        try {
            return strict.readValue(body, type);
        } catch (JacksonException first) {
            throw explained(body, type, message);
        }
    }

    private HttpMessageNotReadableException explained(byte[] body, JavaType type, HttpInputMessage message) {
        try {
            List<FieldError> errors = faults.of(body, type);
            return errors.isEmpty()
                    ? new HttpMessageNotReadableException("The body is no JSON object", message)
                    : new InvalidBody(errors, message);
        } catch (JacksonException syntax) {
            return new HttpMessageNotReadableException("The body is not JSON", syntax, message);
        }
    }

    private @Nullable Object readLeniently(byte[] body, JavaType type, HttpInputMessage message) {
        try {
            return lenient.readValue(body, type);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("The body can't be read", e, message);
        }
    }

    private static boolean isStrict() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getRequestURI().startsWith(STRICT_UNDER);
    }
}
