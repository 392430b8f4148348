package dev.postern.rules.compile;

import dev.postern.event.EventType;
import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * The event types a condition needs to be tried on, from its text alone.
 *
 * @param matching types on which it may be true
 * @param failing types on which it may be false
 * @param named types it names anywhere
 */
public record EventTypes(
    EnumSet<EventType> matching, EnumSet<EventType> failing, EnumSet<EventType> named) {

  private static final String FIELD = "evt.type";

  /**
   * Every type the condition is to be tried on: those it may be true on, less those that are not
   * {@link EventType#implicit()} and that it does not name. So {@code evt.type != connect} does not
   * bring in the later stages of a connection.
   */
  public static EnumSet<EventType> of(Condition condition, ValueLists lists) {
    EventTypes types = derive(condition, lists);
    EnumSet<EventType> matching = EnumSet.copyOf(types.matching());
    matching.removeIf(type -> !type.implicit() && !types.named().contains(type));
    return matching;
  }

  private static EventTypes derive(Condition condition, ValueLists lists) {
    return switch (condition) {
      case Condition.And and -> {
        EventTypes all = new EventTypes(every(), none(), none());
        for (Condition part : and.parts()) {
          EventTypes types = derive(part, lists);
          all.matching().retainAll(types.matching());
          all.failing().addAll(types.failing());
          all.named().addAll(types.named());
        }
        yield all;
      }
      case Condition.Or or -> {
        EventTypes any = new EventTypes(none(), every(), none());
        for (Condition part : or.parts()) {
          EventTypes types = derive(part, lists);
          any.matching().addAll(types.matching());
          any.failing().retainAll(types.failing());
          any.named().addAll(types.named());
        }
        yield any;
      }
      case Condition.Not not -> {
        EventTypes types = derive(not.part(), lists);
        yield new EventTypes(
            /* matching= */ types.failing(), /* failing= */ types.matching(), types.named());
      }
      case Condition.Check check -> ofCheck(check, lists);
      case Condition.MacroRef macro ->
          throw new IllegalArgumentException("macro not resolved: " + macro.name());
    };
  }

  /** What one check alone says. */
  static EventTypes ofCheck(Condition.Check check, ValueLists lists) {
    FieldName field = check.field();
    if (field == null
        || !field.name().equals(FIELD)
        || !(check.comparand() instanceof Comparand.Values)) {
      return new EventTypes(every(), every(), none());
    }
    List<Value> values = lists.expand(check.values());
    if (lists.holdLarge(values)) {
      return new EventTypes(every(), every(), every()); // what it names is not known here
    }
    List<String> names = values.stream().map(Value::text).toList();
    EnumSet<EventType> listed = none();
    EnumSet<EventType> fulfilling = none();
    for (EventType type : EventType.values()) {
      int times = Collections.frequency(names, type.text());
      if (times > 0) {
        listed.add(type);
      }
      if (isFulfilled(check, times, names.size())) {
        fulfilling.add(type);
      }
    }
    return switch (check.operator()) {
      case EQUAL, NOT_EQUAL, IN, INTERSECTS, EXISTS ->
          new EventTypes(fulfilling, EnumSet.complementOf(fulfilling), listed);
      default -> new EventTypes(every(), every(), none());
    };
  }

  /**
   * Whether a type makes a check of the type true.
   *
   * @param times how often the type is among the values
   * @param of how many values there are
   */
  private static boolean isFulfilled(Condition.Check check, int times, int of) {
    if (check.operator() == Operator.EXISTS) {
      return true;
    }
    int fulfilled = check.operator() == Operator.NOT_EQUAL ? of - times : times;
    ListModifier modifier = check.modifier() == null ? ListModifier.ANYOF : check.modifier();
    return switch (modifier) {
      case ONEOF -> fulfilled == 1;
      case ANYOF -> fulfilled > 0;
      case ALLOF -> of > 0 && fulfilled == of;
    };
  }

  private static EnumSet<EventType> every() {
    return EnumSet.allOf(EventType.class);
  }

  private static EnumSet<EventType> none() {
    return EnumSet.noneOf(EventType.class);
  }
}
