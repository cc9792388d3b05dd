/**
 * How a committed change becomes an event on Kafka, and how an event becomes rows, exactly once in effect: outbox with
 * a leased relay, inbox, dead letters. Use cases append to the {@link io.breakwater.platform.events.Outbox}; features
 * implement {@link io.breakwater.platform.events.EventListener}. Protected here: a change is committed if and only if
 * its event is published at least once; per key, first occurrences are in commit order; an event has one effect per
 * service.
 *
 * <p>Order means: per aggregate, and only where the event is appended after the aggregate's row is locked. Between
 * aggregates there is none. A key's events are sent one by one, each when the one before is acknowledged: some 1,000 a
 * second; over many keys a relay publishes 10,000 and more. Up to eight relays share the work, the ninth waits.
 */
@NullMarked
package io.breakwater.platform.events;

import org.jspecify.annotations.NullMarked;
