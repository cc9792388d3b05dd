/**
 * Who calls: the gateway's internal token becomes a {@link Caller}, secrets guard {@code /internal}, and routes are closed
 * unless {@link PublicRoute} opens them. Log-in, sessions and the meaning of roles are auth-service's and the features'.
 */
@NullMarked
package io.breakwater.platform.identity;

import org.jspecify.annotations.NullMarked;
