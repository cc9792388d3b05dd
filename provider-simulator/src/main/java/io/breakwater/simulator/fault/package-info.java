/** The faults that a drill sets by HTTP, and the seeded decision which call each of them strikes. */
@NullMarked
package io.breakwater.simulator.fault;

import org.jspecify.annotations.NullMarked;
