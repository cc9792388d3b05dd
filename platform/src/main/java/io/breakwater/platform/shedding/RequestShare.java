package io.breakwater.platform.shedding;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request's share of the heap for requests at work, until its answer is written or it becomes something else. */
public final class RequestShare {

    private static final String ATTRIBUTE = RequestShare.class.getName();

    private final RequestHeap heap;
    private final long bytes;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private RequestShare(RequestHeap heap, long bytes) {
        this.heap = heap;
        this.bytes = bytes;
    }

    /** Where a request turns into a stream, which lives for hours and has a limit of its own. */
    public static void giveBack(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestShare share) {
            share.giveBack();
        }
    }

    static RequestShare hold(HttpServletRequest request, RequestHeap heap, long bytes) {
        RequestShare share = new RequestShare(heap, bytes);
        request.setAttribute(ATTRIBUTE, share);
        return share;
    }

    /** A second time does nothing. */
    void giveBack() {
        if (held.compareAndSet(true, false)) {
            heap.giveBack(bytes);
        }
    }
}
