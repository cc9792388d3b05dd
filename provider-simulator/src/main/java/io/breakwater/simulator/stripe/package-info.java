/**
 * Payment intents with Stripe's rules, errors and idempotency keys. One lock makes each decision and its journal line one
 * step, so an intent is charged at most once, however many calls race.
 */
@NullMarked
package io.breakwater.simulator.stripe;

import org.jspecify.annotations.NullMarked;
