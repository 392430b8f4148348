/** Tests of policies: asks and the verdicts expected of them. */
@NullMarked
package dev.postern.policy.trial;

import org.jspecify.annotations.NullMarked;
