/** The path from a kernel record to an alert, put together. */
@NullMarked
package dev.postern.sensor;

import org.jspecify.annotations.NullMarked;
