/** A package where money is near. */
@org.jspecify.annotations.NullMarked
package io.breakwater.sample.order;
