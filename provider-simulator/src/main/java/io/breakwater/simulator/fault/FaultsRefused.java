package io.breakwater.simulator.fault;

/** Somebody asked for faults that can't be understood; the message is the sentence to answer with. */
public final class FaultsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultsRefused(String message) {
        super(message);
    }
}
