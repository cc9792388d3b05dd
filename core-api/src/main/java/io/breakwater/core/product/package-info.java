/** The catalogue: reading and searching. Orders copy what they need of a product, so a later price changes none of them. */
@NullMarked
package io.breakwater.core.product;

import org.jspecify.annotations.NullMarked;
