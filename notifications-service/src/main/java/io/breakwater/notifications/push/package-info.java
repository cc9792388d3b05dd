/**
 * Live push over SSE and WebSocket. The table is the truth: each stream is a cursor over its user's sequence. Messages in
 * Redis only say that it is time to look; without them the table is asked every second. No session is kept on one replica.
 */
@NullMarked
package io.breakwater.notifications.push;

import org.jspecify.annotations.NullMarked;
