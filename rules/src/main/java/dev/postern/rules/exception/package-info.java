/** Exceptions of rules: what they say, checked and made into conditions. */
@NullMarked
package dev.postern.rules.exception;

import org.jspecify.annotations.NullMarked;
