package dev.postern.rules.lint;

import dev.postern.event.Cidr;
import dev.postern.rules.condition.Value;
import java.util.List;

/** Whether values are blocks of addresses. */
enum Blocks {
  NO_VALUES,
  NONE,
  SOME,
  ALL;

  static Blocks of(List<Value> values) {
    long blocks = values.stream().filter(value -> Cidr.parse(value.text()) != null).count();
    return values.isEmpty() ? NO_VALUES : blocks == 0 ? NONE : blocks == values.size() ? ALL : SOME;
  }

  /** Of these values and those together. */
  Blocks and(Blocks other) {
    return this == other || other == NO_VALUES ? this : this == NO_VALUES ? other : SOME;
  }
}
