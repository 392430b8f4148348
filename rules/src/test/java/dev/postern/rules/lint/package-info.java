@NullMarked
package dev.postern.rules.lint;

import org.jspecify.annotations.NullMarked;
