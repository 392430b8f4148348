package dev.postern.policy.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets of effects, each with how many times it is there, by number. The same step from the same set
 * is taken once: a hundred thousand blocks of one entry are one step.
 */
final class EffectSets {

  /** Effects in all sets together; what holds them is some 40 bytes each. */
  private static final int SIZE_LIMIT = 2_000_000;

  /** The set without effects. */
  static final int NONE = 0;

  private record Step(int from, Map<Integer, Integer> change) {}

  private final List<SortedMap<Integer, Integer>> sets = new ArrayList<>();
  private final Map<SortedMap<Integer, Integer>, Integer> numbers = new HashMap<>();
  private final Map<Step, Integer> steps = new HashMap<>();

  private int size;

  EffectSets() {
    number(new TreeMap<>());
  }

  /** The set that comes of changes to one. */
  int changed(int from, List<EffectChange> changes) throws PolicyTooLargeException {
    if (size > SIZE_LIMIT) {
      throw new PolicyTooLargeException(
          "too many entries overlap: join those of the same ports and programs");
    }
    Map<Integer, Integer> change = new HashMap<>();
    for (EffectChange each : changes) {
      change.merge(each.effect(), each.count(), Integer::sum);
    }
    return steps.computeIfAbsent(new Step(from, change), this::take);
  }

  private int take(Step step) {
    SortedMap<Integer, Integer> counts = new TreeMap<>(sets.get(step.from()));
    step.change()
        .forEach(
            (effect, count) ->
                counts.merge(effect, count, (was, by) -> was + by == 0 ? null : was + by));
    counts.values().removeIf(count -> count == 0);
    return number(counts);
  }

  private int number(SortedMap<Integer, Integer> counts) {
    return numbers.computeIfAbsent(
        counts,
        set -> {
          sets.add(set);
          size += set.size();
          return sets.size() - 1;
        });
  }

  /** Numbers of the effects that are there, in order. */
  List<Integer> effects(int set) {
    return List.copyOf(sets.get(set).keySet());
  }
}
