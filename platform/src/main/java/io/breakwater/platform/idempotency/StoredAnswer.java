package io.breakwater.platform.idempotency;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** The first execution's answer: what was sent is what is kept, byte for byte. */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record StoredAnswer(byte[] fingerprint, int status, HttpHeaders headers, byte @Nullable [] body) {

    boolean answers(byte[] otherFingerprint) {
        return MessageDigest.isEqual(fingerprint, otherFingerprint);
    }

    ResponseEntity<byte[]> toResponse() {
        return new ResponseEntity<>(body, headers, HttpStatusCode.valueOf(status));
    }
}
