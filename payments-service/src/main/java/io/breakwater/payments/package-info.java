@NullMarked
package io.breakwater.payments;

import org.jspecify.annotations.NullMarked;
