/**
 * What can be known of the load tests and workflows without running them: that they call what there is, by the numbers
 * that are measured elsewhere too, with tools whose versions are fixed.
 */
@org.jspecify.annotations.NullMarked
package io.breakwater.local.deploy.k6;
