package dev.postern.bench;

import dev.postern.event.Event;
import dev.postern.rules.Alert;
import dev.postern.rules.RuleSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Events through a rule set. Started by {@link RulesBench}, which gives every parameter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleBenchmark {

  private static final int SAMPLE = 64;

  /** How many rules. */
  @Param("50")
  public int rules;

  /** Which events: {@code mixed} or {@code worst}. */
  @Param("worst")
  public String events = "";

  /** Which evaluator: {@code matchers} or {@code generated}. */
  @Param("generated")
  public String evaluator = "";

  private Event[] given = {};
  private int next;
  private long alerts;
  private final Consumer<Alert> counter = this::count;
  private RuleSet evaluated = BenchRules.shipped();

  /** Loads the rules. */
  @Setup
  public void load() {
    List<Event> list = events.equals("worst") ? RuleEvents.worst() : RuleEvents.mixed();
    given = list.toArray(new Event[0]);
    evaluated = BenchRules.fleet(rules, evaluator.equals("generated"));
    for (Event event : list) {
      evaluated.evaluate(event, counter);
    }
    if (alerts != 0) {
      throw new BenchFailure("an event that no rule was to match matched");
    }
  }

  /**
   * Evaluates as many events as make one sample: short enough that most are not interrupted, so
   * that the median is that of a machine with nothing else to do.
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLE)
  public long evaluate() {
    for (int i = 0; i < SAMPLE; i++) {
      Event event = given[next];
      next = next + 1 == given.length ? 0 : next + 1;
      evaluated.evaluate(event, counter);
    }
    return alerts;
  }

  private void count(Alert alert) {
    alerts++;
  }
}
