/**
 * The whole local system while it runs: its directories and secrets, the order of start and stop, the discovery file
 * that the gateway watches, the file {@code breakwater.json} for programs, and the control port for the commands. One
 * launcher at a time owns a {@code .local} directory.
 */
@NullMarked
package io.breakwater.local.run;

import org.jspecify.annotations.NullMarked;
