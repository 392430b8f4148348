/** {@code postern demo}: the lab's attack under the sensor's eyes, and the proof that it saw it. */
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
