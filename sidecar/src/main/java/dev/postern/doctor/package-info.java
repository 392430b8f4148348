/** What this machine can do for Postern, found by trying. */
@NullMarked
package dev.postern.doctor;

import org.jspecify.annotations.NullMarked;
