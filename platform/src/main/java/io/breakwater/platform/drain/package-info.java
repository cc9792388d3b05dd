/**
 * How an instance leaves without failing a request: SIGTERM → readiness off and {@code Connection: close} on every answer
 * → hold → consumers → requests → relay and workers → pools → exit 0. {@link DrainPhases} is the order,
 * {@link DrainProperties} the budget.
 */
@NullMarked
package io.breakwater.platform.drain;

import org.jspecify.annotations.NullMarked;
