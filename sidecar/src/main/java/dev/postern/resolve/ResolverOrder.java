package dev.postern.resolve;

import dev.postern.event.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whom to ask first. A resolver that gave no answer comes after the others for a while: a client
 * gives up before a second one is asked, if each of its queries waits for a dead one first.
 */
final class ResolverOrder {

  static final Duration PENALTY = Duration.ofSeconds(30);

  private final Upstreams upstreams;
  private final LongSupplier nanoTime;
  private final Map<Endpoint, Long> failures = new HashMap<>();
  private int first;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  ResolverOrder(Upstreams upstreams, LongSupplier nanoTime) {
    this.upstreams = upstreams;
    this.nanoTime = nanoTime;
  }

  /** All of them, for one query. */
  List<Endpoint> next() {
    List<Endpoint> servers = upstreams.servers();
    List<Endpoint> order = new ArrayList<>(servers.size());
    List<Endpoint> last = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      Endpoint server = servers.get((first + i) % servers.size());
      (hasFailed(server) ? last : order).add(server);
    }
    if (upstreams.rotate()) {
      first = (first + 1) % servers.size();
    }
    order.addAll(last);
    return order;
  }

  void failed(Endpoint server) {
    failures.put(server, nanoTime.getAsLong());
  }

  void answered(Endpoint server) {
    failures.remove(server);
  }

  private boolean hasFailed(Endpoint server) {
    Long since = failures.get(server);
    return since != null && nanoTime.getAsLong() - since < PENALTY.toNanos();
  }
}
