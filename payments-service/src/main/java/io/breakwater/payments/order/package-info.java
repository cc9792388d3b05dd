/**
 * What payments need of orders: their events. An order that was placed begins a payment; an order that asks gets the
 * payment's fact again.
 */
@NullMarked
package io.breakwater.payments.order;

import org.jspecify.annotations.NullMarked;
