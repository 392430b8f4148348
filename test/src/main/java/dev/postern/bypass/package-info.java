/**
 * The bypass suite: every known way around a policy, tried from inside a scope and judged by what
 * arrives outside.
 */
@NullMarked
package dev.postern.bypass;

import org.jspecify.annotations.NullMarked;
