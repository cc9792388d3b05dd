/** The door with everything around it, for its tests: services, auth-service, sessions in a real Redis, raw clients. */
@NullMarked
package io.breakwater.gateway.testing;

import org.jspecify.annotations.NullMarked;
