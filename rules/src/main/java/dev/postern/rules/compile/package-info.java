/** From syntax tree to something that can be asked about an event. */
@NullMarked
package dev.postern.rules.compile;

import org.jspecify.annotations.NullMarked;
