/** The feature's rules, without a server of ours. */
@NullMarked
package io.breakwater.notifications.mail;

import org.jspecify.annotations.NullMarked;
