package io.breakwater.backing;

import java.util.Random;

/** Free ports below the range from which the system takes those of outgoing connections. */
final class TestPorts {

    private static final int LOWEST = 20_000;
    private static final int ABOVE = 32_768;

    private TestPorts() {}

    static int free() {
        var random = new Random();
        int port = random.nextInt(LOWEST, ABOVE);
        while (!Ports.free(port)) {
            port = random.nextInt(LOWEST, ABOVE);
        }
        return port;
    }
}
