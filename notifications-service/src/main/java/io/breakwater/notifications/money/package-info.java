/** Amounts as events carry them. */
@NullMarked
package io.breakwater.notifications.money;

import org.jspecify.annotations.NullMarked;
