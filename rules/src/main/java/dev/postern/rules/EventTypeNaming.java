package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;

/**
 * Whether a condition says for which types of events it is. What does not is tried on every event;
 * Falco 0.44 warns of it.
 *
 * @param whenTrue whether it can be true for the types it names only
 * @param whenFalse whether it can be false for the types it names only
 */
record EventTypeNaming(boolean whenTrue, boolean whenFalse) {

  private static final String FIELD = "evt.type";

  /** Our own fields, which only Postern's rules have: each says what kind of event is meant. */
  private static final String CONNECTION = "net.connection.";

  /** Looks at a condition whose macros are resolved. */
  static EventTypeNaming of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> {
        boolean whenTrue = false;
        boolean whenFalse = true;
        for (Condition part : and.parts()) { // no stream: its frames would cost the stack
          EventTypeNaming naming = of(part);
          whenTrue |= naming.whenTrue();
          whenFalse &= naming.whenFalse();
        }
        yield new EventTypeNaming(whenTrue, whenFalse);
      }
      case Condition.Or or -> {
        boolean whenTrue = true;
        boolean whenFalse = false;
        for (Condition part : or.parts()) {
          EventTypeNaming naming = of(part);
          whenTrue &= naming.whenTrue();
          whenFalse |= naming.whenFalse();
        }
        yield new EventTypeNaming(whenTrue, whenFalse);
      }
      case Condition.Not not -> {
        EventTypeNaming part = of(not.part());
        yield new EventTypeNaming(
            /* whenTrue= */ part.whenFalse(), /* whenFalse= */ part.whenTrue());
      }
      case Condition.Check check -> ofCheck(check);
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    };
  }

  private static EventTypeNaming ofCheck(Condition.Check check) {
    FieldName field = check.plainField();
    if (field != null && field.name().startsWith(CONNECTION)) {
      return new EventTypeNaming(true, true);
    }
    if (field == null || !field.name().equals(FIELD)) {
      return new EventTypeNaming(false, false);
    }
    return switch (check.operator()) {
      case EQUAL, IN -> new EventTypeNaming(true, false);
      case NOT_EQUAL -> new EventTypeNaming(false, true);
      default -> new EventTypeNaming(false, false);
    };
  }
}
