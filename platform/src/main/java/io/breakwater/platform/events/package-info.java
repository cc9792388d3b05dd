/**
 * How a committed change becomes an event on Kafka, and how an event becomes rows, exactly once in effect: outbox with
 * a leased relay, inbox, dead letters. Use cases append to the {@link io.breakwater.platform.events.Outbox}; features
 * implement {@link io.breakwater.platform.events.EventListener}. Protected here: a change is committed if and only if
 * its event is published at least once; per key, first occurrences are in commit order; an event has one effect per
 * service.
 */
@NullMarked
package io.breakwater.platform.events;

import org.jspecify.annotations.NullMarked;
