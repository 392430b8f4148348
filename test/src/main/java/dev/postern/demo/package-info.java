/**
 * {@code postern demo}: the lab's attack under the sensor's eyes and the proof that it saw it, then
 * the same under a policy and the proof that nothing came out.
 */
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
