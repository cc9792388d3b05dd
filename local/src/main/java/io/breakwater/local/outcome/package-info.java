/** How a command ends for the person who typed it: an exit code, and a sentence where it could not be done. */
@NullMarked
package io.breakwater.local.outcome;

import org.jspecify.annotations.NullMarked;
