@NullMarked
package io.breakwater.testing;

import org.jspecify.annotations.NullMarked;
