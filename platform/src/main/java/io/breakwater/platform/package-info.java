@NullMarked
package io.breakwater.platform;

import org.jspecify.annotations.NullMarked;
