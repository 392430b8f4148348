/**
 * Egress policy: which workload may talk to what, by which program, until when.
 *
 * <p>Values of the model and the reference for what they mean, {@link
 * dev.postern.policy.WorkloadPolicy#decide}. What the kernel looks up is compiled from them in
 * {@code image}, and tested against the reference.
 */
@NullMarked
package dev.postern.policy;

import org.jspecify.annotations.NullMarked;
