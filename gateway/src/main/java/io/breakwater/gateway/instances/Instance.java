package io.breakwater.gateway.instances;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that answers for a service. Its counts live as long as its address stays in the list. */
public final class Instance {

    private final String host;
    private final int port;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile long avoidedUntilNanos;
    private volatile boolean avoided;

    Instance(String host, int port) {
        this.host = host;
        this.port = port;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** How many requests it holds right now, from the choice until the last byte of the answer. */
    public int outstanding() {
        return outstanding.get();
    }

    /** Counts one request until the lease is released. */
    public Lease lease() {
        outstanding.incrementAndGet();
        return new Lease(this);
    }

    /** The later of two times counts: a failure doesn't shorten a departure. */
    void avoidUntil(long nanos) {
        if (!avoided || nanos - avoidedUntilNanos > 0) {
            avoidedUntilNanos = nanos;
            avoided = true;
        }
    }

    boolean avoided(long nowNanos) {
        if (avoided && nowNanos - avoidedUntilNanos >= 0) {
            avoided = false;
        }
        return avoided;
    }

    boolean isAt(String otherHost, int otherPort) {
        return port == otherPort && host.equals(otherHost);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** One request's share of {@link #outstanding()}; a second release does nothing. */
    public static final class Lease {

        private final Instance instance;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Lease(Instance instance) {
            this.instance = instance;
        }

        public void release() {
            if (held.compareAndSet(true, false)) {
                instance.outstanding.decrementAndGet();
            }
        }
    }
}
