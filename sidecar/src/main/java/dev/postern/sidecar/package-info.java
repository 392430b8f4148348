/**
 * {@code postern sidecar}: a scope watched until it ends; and what every watching command starts.
 */
@NullMarked
package dev.postern.sidecar;

import org.jspecify.annotations.NullMarked;
