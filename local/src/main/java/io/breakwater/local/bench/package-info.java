/**
 * {@code ./breakwater bench}: figures beside their yardsticks, taken in one run on this machine, as Markdown that can be
 * pasted into {@code docs/benchmarks.md}. A bench uses a directory of its own, {@code .local/bench}, and the ports of
 * {@code up}; whatever it starts ends with it.
 */
@NullMarked
package io.breakwater.local.bench;

import org.jspecify.annotations.NullMarked;
