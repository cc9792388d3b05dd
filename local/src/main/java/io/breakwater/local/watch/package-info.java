/** The one class that runs inside our programs' processes, from a jar of its own; it depends on the JDK alone. */
@NullMarked
package io.breakwater.local.watch;

import org.jspecify.annotations.NullMarked;
