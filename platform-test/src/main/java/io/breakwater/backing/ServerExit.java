package io.breakwater.backing;

/** The end of a server's process; {@code asked} if {@link BackingServer#stop} or {@link BackingServer#kill} caused it. */
public record ServerExit(int code, boolean asked) {}
