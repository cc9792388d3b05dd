@NullMarked
package io.breakwater.local;

import org.jspecify.annotations.NullMarked;
