/**
 * Stories over the whole system as people run it: {@code ./breakwater up} with two replicas of every service, on ports of
 * their own, shared by all stories of one run. {@link io.breakwater.local.story.Breakwater} starts it, {@link
 * io.breakwater.local.story.Shop} is a client, the checkers look from outside.
 */
@org.jspecify.annotations.NullMarked
package io.breakwater.local.story;
