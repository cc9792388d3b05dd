/**
 * What people type. Each command is one class; those that need the running system ask its control port, whose address
 * and token they read from {@code .local/run/breakwater.json}.
 */
@NullMarked
package io.breakwater.local.command;

import org.jspecify.annotations.NullMarked;
