/**
 * Around the build: {@link io.breakwater.local.build.Staging} copies what was built to where it runs from, {@link
 * io.breakwater.local.build.TestRun} runs every test and counts. The latter uses nothing but the JDK, because the script
 * starts it from its source, before anything is built.
 */
@NullMarked
package io.breakwater.local.build;

import org.jspecify.annotations.NullMarked;
