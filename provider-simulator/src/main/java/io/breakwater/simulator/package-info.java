/**
 * The third party: a card processor that speaks a subset of Stripe's HTTP API, with a journal of its own as the outside
 * truth and switches for slowness, errors and lost answers. One process without a framework; the plain jar is a library
 * as well, so that tests run it inside their JVM.
 */
@NullMarked
package io.breakwater.simulator;

import org.jspecify.annotations.NullMarked;
