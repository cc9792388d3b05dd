/**
 * This service's own table of users, kept from {@code users.v1}: the only place where it knows an address. It may lag
 * behind the orders; whoever needs a recipient that is not here yet waits for it.
 */
@NullMarked
package io.breakwater.notifications.recipient;

import org.jspecify.annotations.NullMarked;
