/**
 * Sends one mail over SMTP, text and HTML. Called by workers only, never inside a transaction.
 */
@NullMarked
package io.breakwater.auth.mail;

import org.jspecify.annotations.NullMarked;
