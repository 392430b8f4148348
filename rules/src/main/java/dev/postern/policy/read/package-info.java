/** Policy files to policies: everything that is wrong with them in one go, each with its place. */
@NullMarked
package dev.postern.policy.read;

import org.jspecify.annotations.NullMarked;
