@NullMarked
package io.breakwater.simulator;

import org.jspecify.annotations.NullMarked;
