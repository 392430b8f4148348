@NullMarked
package dev.postern.bypass;

import org.jspecify.annotations.NullMarked;
