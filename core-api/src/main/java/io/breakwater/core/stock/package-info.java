/**
 * How many there are of each product: available, reserved by orders that wait for their payment, sold. Every change is a
 * movement; available + reserved + sold is what was put in, and none of them is ever negative (the database checks both).
 */
@NullMarked
package io.breakwater.core.stock;

import org.jspecify.annotations.NullMarked;
