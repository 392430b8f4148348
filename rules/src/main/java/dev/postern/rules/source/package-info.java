/** Text of rule files and where in a file each piece of it stands. */
@NullMarked
package dev.postern.rules.source;

import org.jspecify.annotations.NullMarked;
