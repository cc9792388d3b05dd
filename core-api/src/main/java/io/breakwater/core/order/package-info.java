/**
 * Orders, from their placing to the outcome of their payment. An order's status moves only here, under the lock of its row,
 * together with its stock and its event; one that has ended never moves again.
 */
@NullMarked
package io.breakwater.core.order;

import org.jspecify.annotations.NullMarked;
