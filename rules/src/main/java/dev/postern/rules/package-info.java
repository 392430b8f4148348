/**
 * The rule engine: files in, alerts out.
 *
 * <p>A load goes reader → collector → list and macro resolver → compiler, and either gives a {@link
 * dev.postern.rules.RuleSet} or a list of errors, each with its place. A rule set is immutable; a
 * new load replaces it whole.
 */
@NullMarked
package dev.postern.rules;

import org.jspecify.annotations.NullMarked;
