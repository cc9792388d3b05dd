/** Another service. */
@org.jspecify.annotations.NullMarked
package io.breakwater.other;
