package io.breakwater.platform.shedding;

import io.breakwater.platform.web.RequestLimitFilter;
import java.util.concurrent.atomic.AtomicLong;

/** The heap that requests at work may take, shared out by an estimate of what each costs; it is never overdrawn. */
final class RequestHeap {

    // Measured, 200 orders that waited for a database that had stopped held 82 kB each: the server's buffers, Spring
    // Security's and MVC's objects, and the stack of a virtual thread.
    static final long REQUEST_BYTES = 82_000;
    // A body that is read in pieces and then joined is there twice for a moment.
    private static final int COPIES_OF_BODY = 2;

    private final AtomicLong left;

    RequestHeap(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** What a request will cost. */
    static long estimate(long contentLength, boolean chunked) {
        long largest = RequestLimitFilter.MAX_BODY_BYTES;
        // What comes in chunks doesn't say its length and may be the largest.
        long body = chunked ? largest : Math.clamp(contentLength, 0, largest);
        return REQUEST_BYTES + COPIES_OF_BODY * body;
    }

    /** True where there was as much left; then it must be given back. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
