/** Parts of the platform as processes of their own, so that a test's kill -9 and SIGSTOP are real. */
@NullMarked
package io.breakwater.platform.process;

import org.jspecify.annotations.NullMarked;
