package io.breakwater.sample.left;

import io.breakwater.sample.right.Right;
import org.jspecify.annotations.Nullable;

public record Left(@Nullable Right right) {}
