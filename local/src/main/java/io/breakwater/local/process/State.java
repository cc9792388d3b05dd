package io.breakwater.local.process;

import java.util.Locale;

/** Where an instance is in its life; the words of {@code breakwater.json}. */
public enum State {
    STARTING,
    READY,
    /** It said so itself: it serves what it has and wants nothing new. */
    DRAINING,
    /** It ended by itself and rests before its next start. */
    BACKOFF,
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
