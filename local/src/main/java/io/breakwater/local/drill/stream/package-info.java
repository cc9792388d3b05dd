/**
 * Customers who listen while everything is reloaded, over SSE and WebSocket, and who come back when they are told to: what
 * they heard, and how often they were told.
 */
@NullMarked
package io.breakwater.local.drill.stream;

import org.jspecify.annotations.NullMarked;
