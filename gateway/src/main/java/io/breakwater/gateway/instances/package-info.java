/**
 * Which instances of a service there are, and which one gets the next request. They come from a file that whoever starts
 * the processes replaces atomically, or from DNS; {@link Instances} chooses the less busy of two random ones and keeps away,
 * for a moment, from one that failed or says that it is leaving. Called for every try of a request.
 */
@NullMarked
package io.breakwater.gateway.instances;

import org.jspecify.annotations.NullMarked;
