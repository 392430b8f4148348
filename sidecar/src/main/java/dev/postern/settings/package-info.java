/**
 * Options of the command line that may be given by a flag, a variable of the environment or a file:
 * one mechanism for all of them.
 */
@NullMarked
package dev.postern.settings;

import org.jspecify.annotations.NullMarked;
