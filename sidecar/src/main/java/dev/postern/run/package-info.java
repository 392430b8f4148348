/** {@code postern run}: a command, its own cgroup, and a sensor on it. No Kubernetes. */
@NullMarked
package dev.postern.run;

import org.jspecify.annotations.NullMarked;
