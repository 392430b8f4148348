package dev.postern.metrics;

import dev.postern.resolve.ForwarderCounters;
import dev.postern.resolve.LatencyHistogram;
import dev.postern.resolve.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the scope's questions for names at one moment.
 *
 * @param queries to the forwarder, by what became of them
 * @param upstreamFailures of resolvers, by kind
 * @param refusedConnections to the forwarder, because there were too many
 * @param latencies of what was answered: how many in each of the forwarder's classes
 * @param latencySeconds of all of them together
 * @param names that addresses go by, of each address
 */
public record DnsReading(
    Map<String, Long> queries,
    Map<String, Long> upstreamFailures,
    long refusedConnections,
    List<Long> latencies,
    double latencySeconds,
    int names) {

  /** Where no forwarder is. */
  static final DnsReading NONE = of(null, 0);

  public DnsReading {
    queries = Map.copyOf(queries);
    upstreamFailures = Map.copyOf(upstreamFailures);
    latencies = List.copyOf(latencies);
  }

  /**
   * Reads.
   *
   * @param forwarder null as long as none was needed
   */
  public static DnsReading of(@Nullable ForwarderCounters forwarder, int names) {
    ForwarderCounters counted = forwarder == null ? new ForwarderCounters() : forwarder;
    Map<String, Long> queries = new TreeMap<>();
    for (Outcome outcome : Outcome.values()) {
      queries.put(outcome.text(), counted.queries(outcome));
    }
    LatencyHistogram latency = counted.latency();
    return new DnsReading(
        queries,
        Map.of(
            "timeout", counted.timeouts(),
            "network", counted.networkErrors(),
            "malformed", counted.malformedAnswers(),
            "foreign", counted.foreignAnswers()),
        counted.refusedConnections(),
        LongStream.of(latency.counts()).boxed().toList(),
        latency.sumSeconds(),
        names);
  }
}
