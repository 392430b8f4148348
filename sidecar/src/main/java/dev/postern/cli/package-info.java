/** The {@code postern} command line. */
@NullMarked
package dev.postern.cli;

import org.jspecify.annotations.NullMarked;
