package dev.postern.rules.condition;

import dev.postern.rules.source.Position;
import java.util.List;

/** The syntax tree of a condition. */
public sealed interface Condition {

  /** Where the node begins; for a reference that was resolved, where the macro's text does. */
  Position at();

  /** All of two or more; all of none, which is always true, is never written but may be derived. */
  record And(List<Condition> parts, Position at) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** Any of two or more; any of none, which is never true, is never written but may be derived. */
  record Or(List<Condition> parts, Position at) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Condition part, Position at) implements Condition {}

  /**
   * One comparison.
   *
   * @param values none for {@code exists}, one for most operators, any number for a list
   * @param operatorAt the operator's first character
   */
  record Check(FieldName field, Operator operator, List<Value> values, Position operatorAt)
      implements Condition {
    public Check {
      values = List.copyOf(values);
    }

    @Override
    public Position at() {
      return field.at();
    }
  }

  /** A macro's name, standing for its condition. */
  record MacroRef(String name, Position at) implements Condition {}
}
