package dev.postern.rules.compile;

import dev.postern.rules.condition.Operator;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Multiplicity;
import java.util.EnumSet;
import java.util.Set;

/** Which operators fit a field as it is used. */
final class FieldOperators {

  private FieldOperators() {}

  /** Those of the field's type; for a list only those that compare it with a list. */
  static Set<Operator> of(FieldUse.Found<?> field) {
    return field.multiplicity() == Multiplicity.LIST
        ? EnumSet.of(Operator.EXISTS, Operator.IN, Operator.INTERSECTS)
        : field.type().operators();
  }
}
