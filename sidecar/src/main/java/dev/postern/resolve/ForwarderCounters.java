package dev.postern.resolve;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the forwarder counts, for metrics. Written on the event loop, read by any thread. */
public final class ForwarderCounters {

  private final Map<Outcome, LongAdder> queries =
      Arrays.stream(Outcome.values())
          .collect(
              Collectors.toMap(
                  outcome -> outcome,
                  _ -> new LongAdder(),
                  (a, _) -> a,
                  () -> new EnumMap<>(Outcome.class)));

  private final LongAdder foreignAnswers = new LongAdder();
  private final LongAdder malformedAnswers = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder networkErrors = new LongAdder();
  private final LongAdder refusedConnections = new LongAdder();
  private final LatencyHistogram latency = new LatencyHistogram();

  /** Queries by what became of them. */
  public long queries(Outcome outcome) {
    return of(outcome).sum();
  }

  /** Answers to what was not asked: another id, another question, no answer at all. */
  public long foreignAnswers() {
    return foreignAnswers.sum();
  }

  /** Answers with the right id that could not be read. */
  public long malformedAnswers() {
    return malformedAnswers.sum();
  }

  /** Resolvers that did not answer in time; each attempt counts. */
  public long timeouts() {
    return timeouts.sum();
  }

  /** Resolvers that could not be reached; each attempt counts. */
  public long networkErrors() {
    return networkErrors.sum();
  }

  /** TCP connections that were closed because there were too many. */
  public long refusedConnections() {
    return refusedConnections.sum();
  }

  /** From a query's arrival to the release of its answer, of those that were answered. */
  public LatencyHistogram latency() {
    return latency;
  }

  void count(Outcome outcome) {
    of(outcome).increment();
  }

  void foreignAnswer() {
    foreignAnswers.increment();
  }

  void malformedAnswer() {
    malformedAnswers.increment();
  }

  void timeout() {
    timeouts.increment();
  }

  void networkError() {
    networkErrors.increment();
  }

  void refusedConnection() {
    refusedConnections.increment();
  }

  private LongAdder of(Outcome outcome) {
    LongAdder adder = queries.get(outcome);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + outcome);
    }
    return adder;
  }
}
