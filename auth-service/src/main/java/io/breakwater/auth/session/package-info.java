/**
 * Log-in and log-out; sessions live in Redis under the SHA-256 of their opaque token. Protects that a session is there in
 * whole or not at all, and that a user has at most a fixed number of them. A flush logs people out, and that is all.
 */
@NullMarked
package io.breakwater.auth.session;

import org.jspecify.annotations.NullMarked;
