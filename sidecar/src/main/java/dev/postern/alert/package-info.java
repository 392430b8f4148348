/** From a rule that matched to a line somebody reads. */
@NullMarked
package dev.postern.alert;

import org.jspecify.annotations.NullMarked;
