/** What payments-service says on {@code payments.v1}: facts about charges, of which those with an order settle it. */
@NullMarked
package io.breakwater.core.payment;

import org.jspecify.annotations.NullMarked;
