/**
 * Runs cases recorded from another engine of the same rule language: what it parses, what it
 * compiles, what comes out, which files it loads.
 */
@NullMarked
package dev.postern.conformance;

import org.jspecify.annotations.NullMarked;
