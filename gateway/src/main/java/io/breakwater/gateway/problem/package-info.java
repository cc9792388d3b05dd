/**
 * How the door says no: every failure of its own as RFC 9457 {@code application/problem+json}. Other features throw a
 * {@link Refusal}; {@link ProblemCatalogue} knows each slug's status, title and meaning (contracts/problems.json) and
 * serves them at {@code /problems/<slug>}.
 */
@NullMarked
package io.breakwater.gateway.problem;

import org.jspecify.annotations.NullMarked;
