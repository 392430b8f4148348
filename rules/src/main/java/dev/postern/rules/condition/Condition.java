package dev.postern.rules.condition;

import dev.postern.rules.source.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param subject what is compared
   * @param modifier how many of the values it must hold for; null where the operator alone says it
   * @param operatorAt the operator's first character
   */
  record Check(
      Expression subject,
      Operator operator,
      @Nullable ListModifier modifier,
      Comparand comparand,
      Position operatorAt)
      implements Condition {

    /** A field, an operator and values. */
    public Check(FieldName field, Operator operator, List<Value> values, Position operatorAt) {
      this(field, operator, null, new Comparand.Values(values), operatorAt);
    }

    @Override
    public Position at() {
      return subject.at();
    }

    /** The field of a check that is no more than field, operator and values; otherwise null. */
    public @Nullable FieldName plainField() {
      return modifier == null && comparand instanceof Comparand.Values ? field() : null;
    }

    /** The field that is compared; null when a transformer's result is. */
    public @Nullable FieldName field() {
      return subject instanceof FieldName field ? field : null;
    }

    /** The values it is compared with; none when it is compared with an expression. */
    public List<Value> values() {
      return comparand instanceof Comparand.Values listed ? listed.values() : List.of();
    }
  }

  /** A macro's name, standing for its condition. */
  record MacroRef(String name, Position at) implements Condition {}
}
