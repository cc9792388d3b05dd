@NullMarked
package io.breakwater.auth;

import org.jspecify.annotations.NullMarked;
