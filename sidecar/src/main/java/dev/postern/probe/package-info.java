/**
 * The eBPF probe: loading it through libbpf, attaching it to one cgroup, and reading what it says.
 */
@NullMarked
package dev.postern.probe;

import org.jspecify.annotations.NullMarked;
