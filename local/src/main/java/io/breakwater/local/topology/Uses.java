package io.breakwater.local.topology;

import java.util.Locale;

/** A backing service that a program needs before it starts. */
public enum Uses {
    POSTGRES,
    REDIS,
    KAFKA,
    MAILBOX;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
