/**
 * Trains the AOT caches (JEP 483) with which the next start is quicker: after {@code up} is ready and while the machine
 * is idle, one program after the other, at the lowest priority. A training takes no part in the running system, and
 * ends at once with it. What a cache is and when it is dropped: {@link io.breakwater.backing.JvmProgram}.
 */
@NullMarked
package io.breakwater.local.aot;

import org.jspecify.annotations.NullMarked;
