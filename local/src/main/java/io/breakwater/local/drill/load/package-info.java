/**
 * The steady load beside the faults: registers the drill's customers, runs the generator (local/src/drill) as a process of
 * its own, and reads the record that it writes.
 */
@NullMarked
package io.breakwater.local.drill.load;

import org.jspecify.annotations.NullMarked;
