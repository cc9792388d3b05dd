/** What the simulator's handlers share of HTTP: bounded bodies in, JSON answers out. */
@NullMarked
package io.breakwater.simulator.http;

import org.jspecify.annotations.NullMarked;
