package dev.postern.rules;

import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Problem;

/** What is allowed in a condition and probably not meant. */
final class ConditionWarnings {

  private final ValueLists lists;
  private final Diagnostics diagnostics;
  private final String rule;

  ConditionWarnings(ValueLists lists, Diagnostics diagnostics, String rule) {
    this.lists = lists;
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
    FieldName field = check.field();
    if (field != null && field.name().equals("evt.dir")) {
      diagnostics
          .warnings(LoadCode.LOAD_DEPRECATED_ITEM, rule)
          .accept(
              new Problem(
                  check.at(), "evt.dir is deprecated: '<' is always true, '>' always false"));
    }
    if (check.values().size() == 1) {
      Value value = check.values().getFirst();
      boolean looksLikeList =
          check.operator().operand() == Operator.Operand.LIST
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
}
