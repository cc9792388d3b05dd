/**
 * Telling people: what happens to their orders, as a history to read and by e-mail. It only listens: no other service
 * calls it, and none waits for it.
 */
@NullMarked
package io.breakwater.notifications;

import org.jspecify.annotations.NullMarked;
