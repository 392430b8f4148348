/** What Prometheus is told, and the HTTP endpoints that tell it. */
@NullMarked
package dev.postern.metrics;

import org.jspecify.annotations.NullMarked;
