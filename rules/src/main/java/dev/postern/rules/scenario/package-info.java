/** Scenarios: events, and the alerts that rules shall and shall not raise on them. */
@NullMarked
package dev.postern.rules.scenario;

import org.jspecify.annotations.NullMarked;
