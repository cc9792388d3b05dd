/**
 * Identifiers and secrets: UUIDv7 for everything that is named, 256-bit tokens for everything that grants. Clock and
 * randomness are beans, so that tests can choose both.
 */
@NullMarked
package io.breakwater.platform.ids;

import org.jspecify.annotations.NullMarked;
