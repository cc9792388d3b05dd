/**
 * What a service refuses so that it survives: more requests at work than its heap holds. Virtual threads bound nothing, and
 * a heap that is full ends the process with everything in it. Refusals are 503 {@code overloaded} with a Retry-After.
 */
@NullMarked
package io.breakwater.platform.shedding;

import org.jspecify.annotations.NullMarked;
