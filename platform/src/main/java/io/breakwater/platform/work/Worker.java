package io.breakwater.platform.work;

import java.time.Duration;

/** Does the jobs of one kind; one bean per kind. */
public interface Worker {

    String kind();

    /** How many of its jobs run at once in this instance, each on a virtual thread. */
    int concurrency();

    /**
     * How long a claim is ours without news. It is renewed at every third of it for as long as this process lives, at most
     * ten leases long; a job that is still not back then is taken for hung. One that stood still for longer (frozen, or
     * with the database away) has lost its jobs: they are given to the next, and what the late one brings is refused.
     */
    Duration lease();

    /**
     * Does the job, with no transaction open. It may run again after a crash: what it calls must know the job's key.
     *
     * @throws Exception to be tried again after {@link #backoff}, without end
     */
    Outcome work(Claimed job) throws Exception;

    /**
     * The longest wait after a failed attempt (from 1); the wait is drawn evenly between nothing and it (full
     * jitter).
     */
    default Duration backoff(int attempt) {
        // 1, 2, 4 ... seconds, and never more than a minute: what is back shall be noticed within one.
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(attempt - 1, 6)));
    }
}
