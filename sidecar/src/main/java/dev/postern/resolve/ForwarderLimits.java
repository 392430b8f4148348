package dev.postern.resolve;

import java.time.Duration;

/**
 * What clients may take of the forwarder.
 *
 * @param datagrams queries over UDP at a time; more are answered with SERVFAIL at once
 * @param streamed queries over TCP at a time, of all connections
 * @param connections TCP connections at a time
 * @param pipelined queries of one connection at a time; it is not read further meanwhile
 * @param idle how long a connection may say nothing
 * @param bindTimeout how long an answer may wait for its {@link Binder}
 */
public record ForwarderLimits(
    int datagrams,
    int streamed,
    int connections,
    int pipelined,
    Duration idle,
    Duration bindTimeout) {

  /** An answer over TCP may take a quarter of a megabyte while it is bound. */
  public static final ForwarderLimits DEFAULT =
      new ForwarderLimits(256, 32, 64, 8, Duration.ofSeconds(10), Duration.ofSeconds(2));
}
