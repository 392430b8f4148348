/** The fields conditions and outputs can name, and how each is read from an event. */
@NullMarked
package dev.postern.rules.field;

import org.jspecify.annotations.NullMarked;
