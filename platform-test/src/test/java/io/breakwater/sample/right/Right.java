package io.breakwater.sample.right;

import io.breakwater.sample.left.Left;
import org.jspecify.annotations.Nullable;

public record Right(@Nullable Left left) {}
