@NullMarked
package io.breakwater.core;

import org.jspecify.annotations.NullMarked;
