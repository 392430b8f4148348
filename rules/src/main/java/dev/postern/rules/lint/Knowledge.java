package dev.postern.rules.lint;

import dev.postern.rules.condition.Condition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an event when some conditions are true or false of it: for each field the
 * samples that are left, and which conditions as a whole are decided. What contradicts itself here
 * does so for every event; not all that does is found, because fields are looked at one by one.
 */
final class Knowledge {

  private final Checks checks;
  private final Map<String, BitSet> left;
  private final Map<Integer, Boolean> decided;

  /** Nothing known. */
  Knowledge(Checks checks) {
    this(checks, new HashMap<>(), new HashMap<>());
  }

  private Knowledge(Checks checks, Map<String, BitSet> left, Map<Integer, Boolean> decided) {
    this.checks = checks;
    this.left = left;
    this.decided = decided;
  }

  /** What is known when this is as said too; null when it can't be. */
  @Nullable Knowledge with(Condition condition, boolean truth) {
    Knowledge more = copy();
    // Twice: what comes last may decide what came first.
    for (int round = 0; round < 2; round++) {
      if (!more.learn(condition, truth)) {
        return null;
      }
    }
    return more;
  }

  /** What is known when all of these are true; null when they can't be. */
  @Nullable Knowledge withAll(List<Condition> conditions) {
    Knowledge more = copy();
    for (int round = 0; round < 2; round++) {
      for (Condition condition : conditions) {
        if (!more.learn(condition, true)) {
          return null;
        }
      }
    }
    return more;
  }

  private Knowledge copy() {
    return new Knowledge(checks, new HashMap<>(left), new HashMap<>(decided));
  }

  /** False for a contradiction, after which this must not be used. */
  private boolean learn(Condition condition, boolean truth) {
    int number = checks.number(condition);
    Boolean known = decided.get(number);
    if (known != null && known != truth) {
      return false;
    }
    decided.put(number, truth);
    return switch (condition) {
      case Condition.And and -> truth ? learnAll(and.parts(), true) : learnAny(and.parts(), false);
      case Condition.Or or -> truth ? learnAny(or.parts(), true) : learnAll(or.parts(), false);
      case Condition.Not not -> learn(not.part(), !truth);
      case Condition.Check check -> learn(check, truth);
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    };
  }

  private boolean learnAll(List<Condition> parts, boolean truth) {
    for (Condition part : parts) {
      if (!learn(part, truth)) {
        return false;
      }
    }
    return true;
  }

  /** One of the parts is as said: what follows from each of those that can be. */
  private boolean learnAny(List<Condition> parts, boolean truth) {
    Knowledge common = null;
    for (Condition part : parts) {
      Knowledge branch = copy();
      if (branch.learn(part, truth)) {
        if (common == null) {
          common = branch;
        } else {
          common.keepWhatHoldsIn(branch);
        }
      }
    }
    if (common == null) {
      return false;
    }
    left.putAll(common.left);
    decided.putAll(common.decided);
    return true;
  }

  private void keepWhatHoldsIn(Knowledge other) {
    decided
        .entrySet()
        .removeIf(entry -> !entry.getValue().equals(other.decided.get(entry.getKey())));
    left.keySet().retainAll(other.left.keySet());
    left.replaceAll(
        (field, samples) -> {
          BitSet both = (BitSet) samples.clone();
          both.or(other.left.getOrDefault(field, samples));
          return both;
        });
  }

  private boolean learn(Condition.Check check, boolean truth) {
    Outcome outcome = checks.outcome(check);
    if (outcome == null) {
      return true;
    }
    BitSet samples = (BitSet) outcome.when(truth).clone();
    BitSet before = left.get(outcome.field());
    if (before != null) {
      samples.and(before);
    }
    left.put(outcome.field(), samples);
    return !samples.isEmpty();
  }
}
