/**
 * What the local system consists of: programs, ports, memory, environment, start order. {@link
 * io.breakwater.local.topology.Topology} is the picture of the whole as code; nothing here starts anything.
 */
@NullMarked
package io.breakwater.local.topology;

import org.jspecify.annotations.NullMarked;
