/**
 * Calls to the outside, made apart from the transaction that decided on them: a use case or listener adds a {@link
 * io.breakwater.platform.work.Job} to the {@link io.breakwater.platform.work.WorkQueue} in its transaction, a {@link
 * io.breakwater.platform.work.Worker} makes the call and its outcome is recorded in a second one. Protected here: a
 * job is worked on by one worker at a time, its outcome is recorded at most once, and it is never lost.
 *
 * <p>"At a time" is as far as anybody can promise it: a process that stands still in the middle of a call loses the job,
 * and ends its call when it comes back. So what is called must know the job's key, and the late outcome is refused.
 */
@NullMarked
package io.breakwater.platform.work;

import org.jspecify.annotations.NullMarked;
