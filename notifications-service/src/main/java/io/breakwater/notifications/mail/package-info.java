/**
 * Mails about an order's outcome, one per fact. The {@link io.breakwater.notifications.mail.OrderMail} is a job that a
 * listener leaves; the worker looks up the address, renders and sends. A second copy, which only a crash between sending
 * and recording can cause, has the same Message-ID.
 */
@NullMarked
package io.breakwater.notifications.mail;

import org.jspecify.annotations.NullMarked;
