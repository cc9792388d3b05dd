/** The feature's rules, without a server of ours. */
@NullMarked
package io.breakwater.notifications.recipient;

import org.jspecify.annotations.NullMarked;
