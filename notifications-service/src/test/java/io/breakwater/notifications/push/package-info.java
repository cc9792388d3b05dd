/** The feature's rules, without a server of ours. */
@NullMarked
package io.breakwater.notifications.push;

import org.jspecify.annotations.NullMarked;
