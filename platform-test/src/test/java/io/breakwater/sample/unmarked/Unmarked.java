package io.breakwater.sample.unmarked;

public record Unmarked() {}
