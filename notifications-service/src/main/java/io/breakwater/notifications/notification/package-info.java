/**
 * What a user was told, numbered per user from 1 without gaps, and whether it was read. Listeners add through
 * {@link io.breakwater.notifications.notification.TellUser}; the list is newest first.
 */
@NullMarked
package io.breakwater.notifications.notification;

import org.jspecify.annotations.NullMarked;
