package io.breakwater.local.view;

import org.jspecify.annotations.Nullable;

/**
 * One process of the running system.
 *
 * @param pid null between two lives
 * @param port where it listens
 * @param managementPort null where it has none
 * @param paused by SIGSTOP, whatever its state says
 */
public record Part(
        String name,
        String state,
        boolean paused,
        @Nullable Long pid,
        int port,
        @Nullable Integer managementPort) {}
