package io.breakwater.notifications.push;

import java.io.IOException;

/** A write has made no progress for as long as it may. */
@SuppressWarnings("serial") // Exceptions are Serializable by birth; this one never leaves its process.
final class SlowReader extends IOException {

    SlowReader(Throwable cause) {
        super("The client reads too slowly", cause);
    }
}
