/**
 * Credentials, sessions and internal tokens. Reading order: registration, account, session, token. The gateway and clients
 * call it; nobody else knows a password, an opaque token or a signing key.
 */
@NullMarked
package io.breakwater.auth;

import org.jspecify.annotations.NullMarked;
