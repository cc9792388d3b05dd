/**
 * How the door calls a service: an instance for each try, a breaker and a retry budget per service, time-outs, and no try
 * that could do a thing twice. {@link UpstreamFilter} is the whole story of a request behind the door; {@link LeaseFilter}
 * keeps the count of outstanding requests exact.
 */
@NullMarked
package io.breakwater.gateway.upstream;

import org.jspecify.annotations.NullMarked;
