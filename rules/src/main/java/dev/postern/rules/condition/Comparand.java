package dev.postern.rules.condition;

import java.util.List;

/** What stands to the right of an operator. */
public sealed interface Comparand {

  /**
   * Values, which may be names of lists.
   *
   * @param values none for {@code exists}, one for most operators, any number for a list
   * @param parenthesised false for a lone word where a list in parentheses may stand too, such as
   *     {@code oneof shells}
   */
  record Values(List<Value> values, boolean parenthesised) implements Comparand {
    public Values {
      values = List.copyOf(values);
    }

    /** A single value, or a list as it usually is: in parentheses. */
    public Values(List<Value> values) {
      this(values, true);
    }
  }

  /** Another field, or what a transformer makes of one. */
  record Of(Expression expression) implements Comparand {}
}
