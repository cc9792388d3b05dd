/**
 * Live push through the door: server-sent events and WebSockets, on routes whose metadata say {@code stream}. A service's
 * answer comes first and the client's handshake after it ({@link UpstreamStreamFilter}); what is open then
 * ({@link OpenStreams}) ends with its session, with the door, with its upstream, or with a client that doesn't read.
 */
@NullMarked
package io.breakwater.gateway.stream;

import org.jspecify.annotations.NullMarked;
