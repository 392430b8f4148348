/**
 * The cgroup that is the boundary of what Postern watches, and commands started inside it. Plain
 * file operations on the cgroup v2 hierarchy; nothing of BPF.
 */
@NullMarked
package dev.postern.scope;

import org.jspecify.annotations.NullMarked;
