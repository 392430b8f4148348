/** {@code postern policy …}: policies checked, explained and tested without a kernel. */
@NullMarked
package dev.postern.policycli;

import org.jspecify.annotations.NullMarked;
