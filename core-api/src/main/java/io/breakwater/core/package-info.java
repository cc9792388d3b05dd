/** Catalogue, stock and orders. Payments are known here only by their facts on {@code payments.v1}. */
@NullMarked
package io.breakwater.core;

import org.jspecify.annotations.NullMarked;
