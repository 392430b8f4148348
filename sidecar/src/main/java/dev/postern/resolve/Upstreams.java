package dev.postern.resolve;

import dev.postern.event.Endpoint;
import java.time.Duration;
import java.util.List;

/**
 * The resolvers that are asked, and how patiently.
 *
 * @param servers in the order in which they are asked; at least one
 * @param timeout how long all of them are waited for in one round; each gets an equal part, so that
 *     the last has answered before a client of the same settings gives up (resolv.conf(5) does the
 *     same from its second round on)
 * @param attempts how many rounds, 1 or more
 * @param rotate whether each query begins with the next of them
 */
public record Upstreams(List<Endpoint> servers, Duration timeout, int attempts, boolean rotate) {

  public Upstreams {
    servers = List.copyOf(servers);
    if (servers.isEmpty() || attempts < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException("no resolver, no attempt or no time");
    }
  }

  /** How long one server is waited for. */
  Duration patience() {
    return timeout.dividedBy(servers.size());
  }
}
