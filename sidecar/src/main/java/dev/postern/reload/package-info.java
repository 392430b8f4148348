/** Watched files, loaded anew when they change: all is validated first, then replaced whole. */
@NullMarked
package dev.postern.reload;

import org.jspecify.annotations.NullMarked;
