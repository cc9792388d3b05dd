package io.breakwater.platform.work;

/** Jobs for the workers, kept as rows. */
public interface WorkQueue {

    /**
     * Adds the job to the caller's transaction; does nothing if there is one of its kind and key already.
     *
     * @throws IllegalStateException without a transaction
     */
    void add(Job job);

    /** Makes all waiting jobs of the kind due now, for example because what they waited for is back. */
    void makeDue(String kind);
}
