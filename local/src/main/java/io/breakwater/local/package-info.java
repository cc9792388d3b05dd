/**
 * The launcher: the whole system as real processes from one command. {@code topology} says what there is, {@code
 * process} keeps one process running, {@code run} the whole system, {@code command} is what people type, {@code build}
 * stages the built jars and runs the tests. Never deployed.
 */
@NullMarked
package io.breakwater.local;

import org.jspecify.annotations.NullMarked;
