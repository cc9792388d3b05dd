/**
 * What may pass the door, before anybody asks who sent it and where it goes: sizes, shapes, headers. Two places:
 * {@link ConnectionGuard} sees what Netty decoded (or couldn't), {@link EdgeFilter} every request that was understood. Inside
 * the door, {@code X-Request-Id}, {@code X-Forwarded-For} and {@code Authorization} are ours alone.
 */
@NullMarked
package io.breakwater.gateway.edge;

import org.jspecify.annotations.NullMarked;
