package dev.postern.rules.condition;

import java.util.ArrayList;
import java.util.List;

/** The fields a check names. */
public final class FieldNames {

  private FieldNames() {}

  /** Every field, left to right, also those that transformers are applied to. */
  public static List<FieldName> in(Condition.Check check) {
    List<FieldName> names = new ArrayList<>();
    add(check.subject(), names);
    if (check.comparand() instanceof Comparand.Of other) {
      add(other.expression(), names);
    }
    return names;
  }

  private static void add(Expression expression, List<FieldName> names) {
    switch (expression) {
      case FieldName field -> names.add(field);
      case Expression.Call call -> call.arguments().forEach(argument -> add(argument, names));
      case Expression.ListOf list -> list.items().forEach(item -> add(item, names));
      case Expression.Literal literal -> {
        // names no field
      }
    }
  }
}
