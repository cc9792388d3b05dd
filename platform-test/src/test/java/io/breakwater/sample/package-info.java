/** Breaks every rule of the house once, so that {@code HouseRulesTests} sees each of them bite. */
@org.jspecify.annotations.NullMarked
package io.breakwater.sample;
