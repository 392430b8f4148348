/**
 * Recorded events: what a sensor saw, or somebody made up, as a JSON object of field and value; and
 * rules tried on them without a kernel.
 */
@NullMarked
package dev.postern.rules.record;

import org.jspecify.annotations.NullMarked;
