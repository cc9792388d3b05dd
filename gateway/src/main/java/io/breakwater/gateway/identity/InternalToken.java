package io.breakwater.gateway.identity;

import java.time.Instant;

/** What auth-service answers. */
record InternalToken(String token, Instant expiresAt) {}
