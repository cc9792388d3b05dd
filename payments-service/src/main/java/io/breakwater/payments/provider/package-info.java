/**
 * The card processor behind a port: what can be asked of it and what can come of it, in our words. Called by the
 * payment's steps, never inside a transaction. Protected here: an answer that is missing is unknown, never a failure,
 * and no call is repeated behind our back.
 */
@NullMarked
package io.breakwater.payments.provider;

import org.jspecify.annotations.NullMarked;
