/**
 * Keeps one process of the local system running: starts it, pumps its output into a bounded log, asks whether it is
 * ready, restarts it with backoff when it ends by itself, and stops it in bounded time. Knows nothing of the others.
 */
@NullMarked
package io.breakwater.local.process;

import org.jspecify.annotations.NullMarked;
