/** One half of a cycle. */
@org.jspecify.annotations.NullMarked
package io.breakwater.sample.right;
