/**
 * The table of what runs and what it costs: state, CPU, memory, requests a second of each part. Called by {@code up} on a
 * terminal and by {@code ps --watch}; it only reads, from the system, the parts' metrics and the terminal's size.
 */
@NullMarked
package io.breakwater.local.view;

import org.jspecify.annotations.NullMarked;
