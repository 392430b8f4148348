package dev.postern.rules.compile;

import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Transformer;
import dev.postern.rules.condition.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers conditions so that those that say the same, wherever they are written, have the same
 * number (value numbering, as compilers do it). Parts in another order are another condition.
 */
public final class ConditionNumbers {

  private sealed interface Meaning {
    record All(List<Integer> parts) implements Meaning {}

    record Any(List<Integer> parts) implements Meaning {}

    record Not(int part) implements Meaning {}

    record Check(Side subject, Operator operator, @Nullable ListModifier modifier, Side comparand)
        implements Meaning {}
  }

  /** What stands on one side of an operator, without where it stands. */
  private sealed interface Side {
    record FieldSide(String name, @Nullable String argument) implements Side {}

    record CallSide(Transformer transformer, List<Side> arguments, @Nullable String argument)
        implements Side {}

    record Texts(List<String> texts) implements Side {}

    record ListSide(List<Side> items) implements Side {}
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
                  side(check.subject()),
                  check.operator(),
                  check.modifier(),
                  switch (check.comparand()) {
                    case Comparand.Values values -> texts(lists.expand(values.values()));
                    case Comparand.Of of -> side(of.expression());
                  });
          case Condition.MacroRef macro ->
              throw new IllegalArgumentException("macro not resolved: " + macro.name());
        };
    Integer known = numbers.putIfAbsent(meaning, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static Side side(Expression expression) {
    return switch (expression) {
      case FieldName field -> new Side.FieldSide(field.name(), field.argument());
      case Expression.Call call ->
          new Side.CallSide(call.transformer(), sides(call.arguments()), call.argument());
      case Expression.Literal literal -> texts(List.of(literal.value()));
      case Expression.ListOf list -> new Side.ListSide(sides(list.items()));
    };
  }

  private static List<Side> sides(List<Expression> expressions) {
    return expressions.stream().map(ConditionNumbers::side).toList();
  }

  private static Side texts(List<Value> values) {
    return new Side.Texts(values.stream().map(Value::text).toList());
  }

  private List<Integer> ofAll(List<Condition> parts) {
    List<Integer> all = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      all.add(of(part));
    }
    return all;
  }
}
