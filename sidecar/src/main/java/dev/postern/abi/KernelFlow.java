package dev.postern.abi;

import dev.postern.event.Endpoint;
import dev.postern.event.FlowTotals;

/**
 * One entry of the kernel's table of flows.
 *
 * @param process whose
 * @param cgroupId the cgroup that the process was in
 * @param peer the peer's address, with the responder's port
 * @param protocol IPPROTO number
 * @param inbound true when the peer opened the connections
 * @param totals what was exchanged since the table was last emptied
 */
public record KernelFlow(
    ProcessKey process,
    long cgroupId,
    Endpoint peer,
    int protocol,
    boolean inbound,
    FlowTotals totals) {}
