package io.breakwater.sample.order;

public record FloatingPrice(double euros) {}
