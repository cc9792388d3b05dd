package io.breakwater.testing;

import io.breakwater.backing.Ports;
import java.security.SecureRandom;

/** Free loopback ports below those that the system gives to outgoing connections, and above the launcher's. */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int ABOVE = 32_768;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreePorts() {}

    /** Random, so that the daemons of several checkouts seldom meet; whoever loses a race tries another. */
    public static int next() {
        int port = RANDOM.nextInt(LOWEST, ABOVE);
        while (!Ports.free(port)) {
            port = RANDOM.nextInt(LOWEST, ABOVE);
        }
        return port;
    }
}
