/** Orders as {@code orders.v1} tells of them, turned into what their buyers are told. */
@NullMarked
package io.breakwater.notifications.order;

import org.jspecify.annotations.NullMarked;
