package io.breakwater.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors are signed with their list's scope, so that a client can neither invent one nor take it to another list: what a
 * repository gets as {@link PageQuery#after()} is a place that it once gave out itself.
 */
public final class Cursors {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int POSITION_BYTES = Long.BYTES + 2 * Long.BYTES;
    // 128 bits of HMAC-SHA-256 (RFC 2104 allows half) keep cursors at 54 characters.
    private static final int SIGNATURE_BYTES = 16;
    private static final int MIN_KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** Takes a key of at least 32 bytes, the same for all replicas. */
    public Cursors(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("platform.web.cursor-key needs at least 32 bytes, in base64url");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A page of what a repository read: one row more than the limit says that there is a next page. */
    public <T> Page<T> page(List<T> oneMoreThanLimit, PageQuery query, Function<T, Cursor> place) {
        if (oneMoreThanLimit.size() <= query.limit()) {
            return new Page<>(List.copyOf(oneMoreThanLimit), null);
        }
        List<T> items = List.copyOf(oneMoreThanLimit.subList(0, query.limit()));
        return new Page<>(items, sign(place.apply(items.getLast()), query.scope()));
    }

    String sign(Cursor cursor, String scope) {
        byte[] position = ByteBuffer.allocate(POSITION_BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.createdAt()))
                .putLong(cursor.id().getMostSignificantBits())
                .putLong(cursor.id().getLeastSignificantBits())
                .array();
        byte[] signed = Arrays.copyOf(position, POSITION_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(position, scope), 0, signed, POSITION_BYTES, SIGNATURE_BYTES);
        return encode(signed);
    }

    private static String encode(byte[] signed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** Empty where the text is no cursor of this scope. */
    Optional<Cursor> verify(String text, String scope) {
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        // The last character has two bits to spare: only one text is the cursor.
        if (signed.length != POSITION_BYTES + SIGNATURE_BYTES || !encode(signed).equals(text)) {
            return Optional.empty();
        }
        byte[] position = Arrays.copyOf(signed, POSITION_BYTES);
        byte[] given = Arrays.copyOfRange(signed, POSITION_BYTES, signed.length);
        if (!MessageDigest.isEqual(given, signature(position, scope))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(position);
        Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
        return Optional.of(new Cursor(createdAt, new UUID(buffer.getLong(), buffer.getLong())));
    }

    private byte[] signature(byte[] position, String scope) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(scope.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(position), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
