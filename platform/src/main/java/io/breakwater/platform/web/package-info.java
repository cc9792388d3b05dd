/**
 * What every servlet service does the same at its HTTP edge: problem+json for each failure, also those of filters and of
 * Tomcat; request ids; strict JSON under {@code /api}; bounded bodies; signed cursors. Domain refusals are thrown by
 * controllers as {@link ApiProblem}; nothing here knows a domain. Of this package the reactive gateway uses only
 * {@link Problems}, {@link ProblemType} and {@link RequestId}.
 */
@NullMarked
package io.breakwater.platform.web;

import org.jspecify.annotations.NullMarked;
