/**
 * What an instance tells of itself: ECS JSON logs, {@code /livez} and {@code /readyz} on both ports, {@code /healthz} and
 * {@code /metrics} on the management port. Most of it is configuration ({@code platform.yml}); the code here is only what
 * configuration can't say: which request a line belongs to and which trace goes on from a row ({@link
 * io.breakwater.platform.telemetry.Origin}), that an outage is told twice, not at every try ({@link
 * io.breakwater.platform.telemetry.OutageLog}), and the metrics of virtual threads. Spans are the agent's, if there is one.
 */
@NullMarked
package io.breakwater.platform.telemetry;

import org.jspecify.annotations.NullMarked;
