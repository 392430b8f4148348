/**
 * What happened, as rules and policy see it: an {@link dev.postern.event.Event} names its process,
 * its connection and its container. Immutable values only, and no I/O.
 */
@NullMarked
package dev.postern.event;

import org.jspecify.annotations.NullMarked;
