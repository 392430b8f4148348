/** From kernel records to events that name their process, container and peer. Pure Java. */
@NullMarked
package dev.postern.attribution;

import org.jspecify.annotations.NullMarked;
