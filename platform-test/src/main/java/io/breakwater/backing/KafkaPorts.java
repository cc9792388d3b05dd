package io.breakwater.backing;

public record KafkaPorts(int broker, int controller) {}
