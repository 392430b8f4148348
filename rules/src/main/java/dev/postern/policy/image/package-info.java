/** What the kernel looks up, compiled from policies. */
@NullMarked
package dev.postern.policy.image;

import org.jspecify.annotations.NullMarked;
