/**
 * Who is asking. A client holds an opaque token; a service gets a signed internal one that lives a minute (the phantom-token
 * pattern). {@link IdentityFilter} swaps them: {@link Liveness} asks Redis on every request whether the session still is,
 * {@link InternalTokens} keeps auth-service's answers. A doubt about Redis or auth-service is never a 401.
 */
@NullMarked
package io.breakwater.gateway.identity;

import org.jspecify.annotations.NullMarked;
