/** Amounts of money: integer minor units, never apart from their currency. Arithmetic is exact or fails. */
@NullMarked
package io.breakwater.core.money;

import org.jspecify.annotations.NullMarked;
