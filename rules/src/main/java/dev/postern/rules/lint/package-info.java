/** Advice on rule files that load: what is not portable, can't happen, or is said twice. */
@NullMarked
package dev.postern.rules.lint;

import org.jspecify.annotations.NullMarked;
