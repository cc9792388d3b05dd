/**
 * What a password may be, and how it is hashed: Argon2id in a bulkhead of its own, because each hash takes a core and
 * 19 MiB.
 */
@NullMarked
package io.breakwater.auth.password;

import org.jspecify.annotations.NullMarked;
