package io.breakwater.simulator;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the simulator listens and where its journal is.
 *
 * @param port 0 takes a free one
 * @param data the journal's directory, made where it is missing; one simulator at a time may use it
 */
public record SimulatorSettings(String host, int port, Path data) {

    private static final int DEFAULT_PORT = 8090;

    /** On the loopback address and a free port. */
    public static SimulatorSettings local(Path data) {
        return new SimulatorSettings("127.0.0.1", 0, data);
    }

    /** @throws IllegalArgumentException with the sentence for whoever started the process */
    static SimulatorSettings of(Map<String, String> environment) {
        String data = environment.getOrDefault("SIMULATOR_DATA", "");
        if (data.isEmpty()) {
            throw new IllegalArgumentException("SIMULATOR_DATA has to name the directory of the journal.");
        }
        String port = environment.getOrDefault("SIMULATOR_PORT", String.valueOf(DEFAULT_PORT));
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("SIMULATOR_PORT has to be a port's number, and is " + port + ".");
        }
        return new SimulatorSettings(
                environment.getOrDefault("SIMULATOR_HOST", "127.0.0.1"), Integer.parseInt(port), Path.of(data));
    }
}
