package io.breakwater.platform.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * The API's JSON: strict in what it takes, exact in what it gives (nulls written, times in UTC with milliseconds). It is no
 * {@link JsonMapper} bean, because the shared one, for events and jobs, has to ignore what it doesn't know.
 */
public final class ApiJson {

    private final JsonMapper mapper;

    ApiJson() {
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(constraints())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule("api")
                        .addDeserializer(String.class, new CleanText())
                        .addDeserializer(UUID.class, new CanonicalUuid())
                        .addSerializer(Instant.class, new UtcMillis()))
                .build();
    }

    public byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    JsonMapper mapper() {
        return mapper;
    }

    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                // No body of the API is deeper than 4; deeper ones only cost stack.
                .maxNestingDepth(32)
                // A long has 19 digits; parsing very long numbers takes time that grows faster than their length.
                .maxNumberLength(64)
                // Names come from records: the longest has about 20 characters.
                .maxNameLength(256)
                .build();
    }

    /** Refuses what Postgres (NUL) or UTF-8 (half a surrogate pair) can't hold. */
    private static final class CleanText extends StdDeserializer<String> {

        CleanText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getString();
            if (!isClean(text)) {
                return (String) context.handleWeirdStringValue(String.class, text, "NUL or half a surrogate pair");
            }
            return text;
        }

        private static boolean isClean(String text) {
            return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
        }
    }

    /** Only the canonical form: Jackson alone also takes base64, and the JDK takes shortened groups. */
    private static final class CanonicalUuid extends StdDeserializer<UUID> {

        CanonicalUuid() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            String text = parser.getString();
            return Uuids.parse(text)
                    .orElseGet(() -> (UUID) context.handleWeirdStringValue(UUID.class, text, "no UUID"));
        }
    }

    private static final class UtcMillis extends StdSerializer<Instant> {

        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

        UtcMillis() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(FORMAT.format(value));
        }
    }
}
