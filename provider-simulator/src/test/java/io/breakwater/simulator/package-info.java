/** The simulator, driven by HTTP only: through Stripe's own SDK where that can say it, else through raw requests. */
@NullMarked
package io.breakwater.simulator;

import org.jspecify.annotations.NullMarked;
