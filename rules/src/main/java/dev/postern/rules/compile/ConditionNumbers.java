package dev.postern.rules.compile;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers conditions so that those that say the same, wherever they are written, have the same
 * number (value numbering, as compilers do it). Parts in another order are another condition.
 */
public final class ConditionNumbers {

  private sealed interface Meaning {
    record All(List<Integer> parts) implements Meaning {}

    record Any(List<Integer> parts) implements Meaning {}

    record Not(int part) implements Meaning {}

    record Check(String field, Operator operator, List<String> values) implements Meaning {}
  }

  private final ValueLists lists;
  private final Map<Meaning, Integer> numbers = new HashMap<>();

  public ConditionNumbers(ValueLists lists) {
    this.lists = lists;
  }

  /**
   * The number of a condition, from 0 up.
   *
   * @throws IllegalArgumentException for a macro that is not resolved
   */
  public int of(Condition condition) {
    Meaning meaning =
        switch (condition) {
          case Condition.And and -> new Meaning.All(ofAll(and.parts()));
          case Condition.Or or -> new Meaning.Any(ofAll(or.parts()));
          case Condition.Not not -> new Meaning.Not(of(not.part()));
          case Condition.Check check ->
              new Meaning.Check(
                  check.field().text(),
                  check.operator(),
                  lists.expand(check.values()).stream().map(Value::text).toList());
          case Condition.MacroRef macro ->
              throw new IllegalArgumentException("macro not resolved: " + macro.name());
        };
    Integer known = numbers.putIfAbsent(meaning, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private List<Integer> ofAll(List<Condition> parts) {
    List<Integer> all = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      all.add(of(part));
    }
    return all;
  }
}
