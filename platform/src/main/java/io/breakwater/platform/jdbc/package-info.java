/**
 * Shared Postgres access: pool defaults stand in {@code platform.yml}; here the two-step migration (the platform's tables,
 * then the service's) that runs as the owner role, while the application role has no DDL.
 */
@NullMarked
package io.breakwater.platform.jdbc;

import org.jspecify.annotations.NullMarked;
