package io.breakwater.local.topology;

/** A backing service that a program needs before it starts. */
public enum Uses {
    POSTGRES,
    REDIS,
    KAFKA,
    MAILBOX
}
