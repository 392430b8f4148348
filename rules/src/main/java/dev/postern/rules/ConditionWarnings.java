package dev.postern.rules;

import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Problem;

/** What is allowed in a condition and probably not meant. */
final class ConditionWarnings {

  private static final String DIRECTION = "evt.dir";

  private final ValueLists lists;
  private final ValueSuspicions suspicions;
  private final Diagnostics diagnostics;
  private final String rule;

  /** Once, where the rule names it first. */
  private boolean told;

  ConditionWarnings(ValueLists lists, KnownFields fields, Diagnostics diagnostics, String rule) {
    this.lists = lists;
    this.suspicions =
        new ValueSuspicions(fields, diagnostics.warnings(LoadCode.LOAD_COMPILE_CONDITION, rule));
    this.diagnostics = diagnostics;
    this.rule = rule;
  }

  void of(Condition condition) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(this::of);
      case Condition.Or or -> or.parts().forEach(this::of);
      case Condition.Not not -> of(not.part());
      case Condition.Check check -> ofCheck(check);
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    }
  }

  private void ofCheck(Condition.Check check) {
    for (FieldName field : FieldNames.in(check)) {
      // The other deprecated ones are told with those that no event has.
      String reason = field.name().equals(DIRECTION) ? DeprecatedFields.reason(DIRECTION) : null;
      if (reason != null && !told) {
        told = true;
        diagnostics
            .warnings(LoadCode.LOAD_DEPRECATED_ITEM, rule)
            .accept(new Problem(field.at(), reason));
      }
    }
    for (Value value : check.values()) {
      if (value.quoted() || !lists.byName().containsKey(value.text())) {
        suspicions.of(value, check.operator());
      }
    }
    if (check.values().size() == 1) {
      unknownList(check.values().getFirst(), check.operator());
    }
  }

  private void unknownList(Value value, Operator operator) {
    boolean looksLikeList =
        operator.operand() == Operator.Operand.LIST
            && !value.quoted()
            && value.text().matches("[a-z]+(_[a-z0-9]+)+");
    if (looksLikeList && !lists.byName().containsKey(value.text())) {
      diagnostics
          .warnings(LoadCode.LOAD_UNKNOWN_LIST, rule)
          .accept(
              new Problem(
                  value.at(),
                  "there is no list '" + value.text() + "': compared with that word itself",
                  NearestName.suggestion(value.text(), lists.byName().keySet())));
    }
  }
}
