/** The grammar of conditions: text in, syntax tree out. Knows no field and no event. */
@NullMarked
package dev.postern.rules.condition;

import org.jspecify.annotations.NullMarked;
