/**
 * Fuzz targets: {@code ./dev fuzz} runs them. Their names do not end in Test, because the engine
 * instruments the whole JVM, which the other tests should not pay for.
 */
@NullMarked
package dev.postern.rules.fuzz;

import org.jspecify.annotations.NullMarked;
