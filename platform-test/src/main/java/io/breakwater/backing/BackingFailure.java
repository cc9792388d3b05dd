package io.breakwater.backing;

import org.jspecify.annotations.Nullable;

/** A backing server can't be had; the message is a sentence for the person at the terminal. */
public final class BackingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BackingFailure(String message) {
        this(message, null);
    }

    public BackingFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
