/**
 * Fuzz targets: {@code ./dev fuzz} runs them. Their names do not end in Test, because the engine
 * instruments the whole JVM, which the other tests should not pay for. {@link FuzzSliceTest} gives
 * each a slice that is always the same, without the engine.
 */
@NullMarked
package dev.postern.rules.fuzz;

import org.jspecify.annotations.NullMarked;
