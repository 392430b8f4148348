package dev.postern.rules.condition;

import java.util.List;

/** What stands to the right of an operator. */
public sealed interface Comparand {

  /**
   * Values, which may be names of lists.
   *
   * @param values none for {@code exists}, one for most operators, any number for a list
   */
  record Values(List<Value> values) implements Comparand {
    public Values {
      values = List.copyOf(values);
    }
  }

  /** Another field, or what a transformer makes of one. */
  record Of(Expression expression) implements Comparand {}
}
