/**
 * Mechanisms that the services share (drain, outbox, inbox, work, idempotency, identity, problem details), as Spring Boot
 * auto-configurations: one concern per package, active by what a service's POM depends on, replaceable by a bean.
 *
 * <p>Out of place here: anything with a domain noun, DTOs, events, base classes to extend, string or date helpers,
 * anything "for later".
 */
@NullMarked
package io.breakwater.platform;

import org.jspecify.annotations.NullMarked;
