package io.breakwater.other;

public record Foreign() {}
