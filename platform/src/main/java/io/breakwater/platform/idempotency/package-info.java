/**
 * {@code Idempotency-Key} in its one-transaction form: the key's row, the effect and the stored answer commit together, so
 * that a retry gets the first one's answer and never a second effect. For effects in our own database only: what calls
 * another company's system needs recovery points of its own.
 */
@NullMarked
package io.breakwater.platform.idempotency;

import org.jspecify.annotations.NullMarked;
