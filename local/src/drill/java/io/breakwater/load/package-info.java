/**
 * The customers of a drill, as Gatling scenarios: they arrive at a steady rate whatever becomes of those before them (an open
 * model), and write down what they asked and what they got, a line each, before anybody else knows it.
 */
@NullMarked
package io.breakwater.load;

import org.jspecify.annotations.NullMarked;
