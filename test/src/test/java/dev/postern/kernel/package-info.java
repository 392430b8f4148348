/** What the probe reports, held against what servers and programs themselves counted. */
@NullMarked
package dev.postern.kernel;

import org.jspecify.annotations.NullMarked;
