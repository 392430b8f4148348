package dev.postern.rules.compile;

import dev.postern.event.EventType;
import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a condition once the event's type is known. Checks whose outcome the type decides
 * are gone, and so is what asks for membership of an empty list; a conjunction inside a conjunction
 * is one, and so are disjunctions.
 *
 * <p>The outcome on every event of that type is the condition's own. What is always true comes out
 * as {@link Condition.And} of nothing, what is always false as {@link Condition.Or} of nothing.
 * Where nothing can be left out, the very same object comes back, so that it is compiled only once.
 */
public final class Specialiser {

  private final EventType type;
  private final ValueLists lists;

  public Specialiser(EventType type, ValueLists lists) {
    this.type = type;
    this.lists = lists;
  }

  /** True for a condition that no event can fulfil, as far as {@link #specialise} could tell. */
  public static boolean isNever(Condition condition) {
    return condition instanceof Condition.Or or && or.parts().isEmpty();
  }

  private static boolean isAlways(Condition condition) {
    return condition instanceof Condition.And and && and.parts().isEmpty();
  }

  /**
   * The condition as it is for the type.
   *
   * @throws IllegalArgumentException for a macro that is not resolved
   */
  public Condition specialise(Condition condition) {
    return switch (condition) {
      case Condition.And and -> conjunction(and);
      case Condition.Or or -> disjunction(or);
      case Condition.Not not -> negation(not);
      case Condition.Check check -> check(check);
      case Condition.MacroRef macro ->
          throw new IllegalArgumentException("macro not resolved: " + macro.name());
    };
  }

  private Condition conjunction(Condition.And and) {
    List<Condition> parts = new ArrayList<>(and.parts().size());
    for (Condition part : and.parts()) {
      Condition left = specialise(part);
      if (isNever(left)) {
        return left;
      }
      if (left instanceof Condition.And nested) {
        parts.addAll(nested.parts()); // none, when it is always true
      } else {
        parts.add(left);
      }
    }
    return parts.size() == 1
        ? parts.getFirst()
        : sameObjects(parts, and.parts()) ? and : new Condition.And(parts, and.at());
  }

  private Condition disjunction(Condition.Or or) {
    List<Condition> parts = new ArrayList<>(or.parts().size());
    for (Condition part : or.parts()) {
      Condition left = specialise(part);
      if (isAlways(left)) {
        return left;
      }
      if (left instanceof Condition.Or nested) {
        parts.addAll(nested.parts()); // none, when it is never true
      } else {
        parts.add(left);
      }
    }
    return parts.size() == 1
        ? parts.getFirst()
        : sameObjects(parts, or.parts()) ? or : new Condition.Or(parts, or.at());
  }

  private Condition negation(Condition.Not not) {
    Condition part = specialise(not.part());
    if (isAlways(part)) {
      return never(not);
    }
    if (isNever(part)) {
      return always(not);
    }
    return part == not.part() ? not : new Condition.Not(part, not.at());
  }

  private Condition check(Condition.Check check) {
    EventTypes types = EventTypes.ofCheck(check, lists);
    if (!types.failing().contains(type)) {
      return always(check);
    }
    boolean takesList =
        check.modifier() != null || check.operator().operand() == Operator.Operand.LIST;
    boolean inNothing =
        takesList
            && check.field() != null
            && check.comparand() instanceof Comparand.Values values
            && lists.expand(values.values()).isEmpty();
    return inNothing || !types.matching().contains(type) ? never(check) : check;
  }

  private static Condition always(Condition instead) {
    return new Condition.And(List.of(), instead.at());
  }

  private static Condition never(Condition instead) {
    return new Condition.Or(List.of(), instead.at());
  }

  @SuppressWarnings("ReferenceEquality") // whether they are copies is the question
  private static boolean sameObjects(List<Condition> some, List<Condition> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }
}
