/**
 * Breaks the running system under steady load and judges what is left ({@code ./breakwater drill}): one class a drill, one
 * for a run from load to verdict. It talks to the launcher's control port as anybody could, and takes back what it did,
 * however it ends.
 */
@NullMarked
package io.breakwater.local.drill;

import org.jspecify.annotations.NullMarked;
