/** What a command started by {@code postern run} is deprived of before its first instruction. */
@NullMarked
package dev.postern.confinement;

import org.jspecify.annotations.NullMarked;
