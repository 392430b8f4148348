package dev.postern.policy.image;

import dev.postern.policy.Protocol;

/**
 * What a program may reach of a class of addresses. No port is in two allowances of the same class,
 * subject and protocol.
 *
 * @param classId of destinations, from 1 up
 * @param subject a subject's number, or 0 for every program
 * @param port the first of the ports; bits below the prefix are zero
 * @param portBits how many bits of a port it fixes: 16 for one port, 0 for all
 * @param allowUntilEpochSecond from then on it counts for nothing; {@link #FOR_EVER} for never
 */
public record Allowance(
    int classId,
    int subject,
    Protocol protocol,
    int port,
    int portBits,
    long allowUntilEpochSecond) {

  /** An end in time that never comes. */
  public static final long FOR_EVER = Long.MAX_VALUE;
}
