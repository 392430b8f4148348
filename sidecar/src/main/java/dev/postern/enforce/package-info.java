/** The egress policy that a scope is under: loaded from files, and explained when it refuses. */
@NullMarked
package dev.postern.enforce;

import org.jspecify.annotations.NullMarked;
