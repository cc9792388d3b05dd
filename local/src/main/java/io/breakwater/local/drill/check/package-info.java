/**
 * The judge: which invariants of the platform hold in what was gathered after a drill. It reads records and nothing else, so
 * that a test can hand it a lost order or a doubled charge and see that it is found.
 */
@NullMarked
package io.breakwater.local.drill.check;

import org.jspecify.annotations.NullMarked;
