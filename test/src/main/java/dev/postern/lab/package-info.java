/**
 * A pod and the world around it on one machine: two network namespaces joined by one veth pair, a
 * cgroup for the pod's processes, and servers on the other side that keep count. Nothing of it has
 * a route to the machine's own network.
 */
@NullMarked
package dev.postern.lab;

import org.jspecify.annotations.NullMarked;
