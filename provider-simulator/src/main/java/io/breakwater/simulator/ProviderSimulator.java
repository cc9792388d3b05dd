package io.breakwater.simulator;

/** Entry point. */
public final class ProviderSimulator {

    private ProviderSimulator() {}

    public static void main(String[] args) {}
}
