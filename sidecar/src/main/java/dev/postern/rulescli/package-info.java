/** {@code postern rules …}: rules checked, listed, explained, tried and tested without a kernel. */
@NullMarked
package dev.postern.rulescli;

import org.jspecify.annotations.NullMarked;
