/**
 * What a user was told, numbered per user from 1 without gaps, and whether it was read. Listeners add through
 * {@link io.breakwater.notifications.notification.TellUser}; the list is newest first,
 * {@link io.breakwater.notifications.notification.NotificationFeed} is in the order of the numbers.
 */
@NullMarked
package io.breakwater.notifications.notification;

import org.jspecify.annotations.NullMarked;
