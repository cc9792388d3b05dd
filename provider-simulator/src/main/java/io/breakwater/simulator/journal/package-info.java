/**
 * The simulator's only store: an append-only file of lines. What was answered is on the disk first, so a kill at any time
 * loses nothing that anybody was told.
 */
@NullMarked
package io.breakwater.simulator.journal;

import org.jspecify.annotations.NullMarked;
