package io.breakwater.auth.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param concurrency hashes at once; 0 means one for each core, as a hash is nothing but CPU, and less
 *     where the heap is small
 * @param maxWait how long a caller waits for its turn: evens out a burst, and stays far below the gateway's route of 8 s
 */
@Validated
@ConfigurationProperties(prefix = "auth.passwords", ignoreUnknownFields = false)
record PasswordSettings(
        @Min(0) @Max(256) @DefaultValue("0") int concurrency,
        @DefaultValue("1s") Duration maxWait) {

    // 19,456 blocks of 1 kB, each with the header of its array.
    private static final long BYTES_OF_A_HASH = 20L << 20;

    /** Hashes take at most half of the heap. */
    int hashesAtOnce() {
        Runtime jvm = Runtime.getRuntime();
        return concurrency == 0 ? automatic(jvm.availableProcessors(), jvm.maxMemory()) : concurrency;
    }

    static int automatic(int cores, long heapBytes) {
        return Math.clamp(heapBytes / 2 / BYTES_OF_A_HASH, 1, cores);
    }
}
