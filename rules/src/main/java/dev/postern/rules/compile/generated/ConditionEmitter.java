package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.ValueMatcher;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes whole conditions: each part is asked in its turn, and none that no longer matters. */
final class ConditionEmitter {

  /**
   * Where an answer is kept: 1 for true, -1 for false, 0 before it is asked for.
   *
   * @param number its number in {@link Known}
   * @param variable the local variable
   */
  private record Kept(int number, int variable) {}

  private static final int HELD = 1;
  private static final int FAILED = -1;

  private final CodeBuilder code;
  private final ClassDesc owner;
  private final Constants constants;
  private final SharedParts parts = new SharedParts();
  private final CheckEmitter checks;
  private final Map<Integer, Kept> kept = new HashMap<>();
  private final Set<Integer> written = new HashSet<>();

  /**
   * Begins a method.
   *
   * @param owner the class it is part of
   * @param conditions all that will be asked in it
   */
  ConditionEmitter(
      CodeBuilder code, ClassDesc owner, Constants constants, List<Matcher<Event>> conditions) {
    this.code = code;
    this.owner = owner;
    this.constants = constants;
    conditions.forEach(parts::add);
    Variables variables = new Variables(code);
    FieldSlots slots = new FieldSlots(code, constants, variables);
    parts.readers().forEach(slots::declare);
    for (int number : parts.shared()) {
      kept.put(number, new Kept(variables.number(), variables.zero(TypeKind.INT)));
    }
    checks = new CheckEmitter(code, constants, slots);
  }

  /**
   * Writes a condition: code that jumps for one outcome and goes on for the other.
   *
   * @param target where to go
   * @param jumpWhen on which outcome
   * @param known before it
   */
  Exits emit(Matcher<Event> condition, Label target, boolean jumpWhen, Known known) {
    Kept answer = kept.get(parts.number(condition));
    return answer == null
        ? ask(condition, target, jumpWhen, known)
        : recall(answer, condition, new Jump(code, target, jumpWhen), known);
  }

  private Exits recall(Kept answer, Matcher<Event> condition, Jump jump, Known known) {
    Known after = known;
    if (!known.has(answer.number())) {
      boolean first = written.add(answer.number());
      Label answered = code.newLabel();
      if (!first) {
        code.iload(answer.variable()).ifne(answered);
      }
      Label failed = code.newLabel();
      Known asked = ask(condition, failed, false, known).merged();
      after = (first ? asked : known).with(answer.number());
      code.loadConstant(HELD).istore(answer.variable()).goto_(answered);
      code.labelBinding(failed).loadConstant(FAILED).istore(answer.variable());
      code.labelBinding(answered);
    }
    code.iload(answer.variable());
    jump.by(Opcode.IFGT, Opcode.IFLT);
    return Exits.both(after);
  }

  private Exits ask(Matcher<Event> condition, Label target, boolean jumpWhen, Known known) {
    Jump jump = new Jump(code, target, jumpWhen);
    return switch (condition) {
      case Matcher.All<Event> all -> chain(all.parts(), false, jump, known);
      case Matcher.Any<Event> any -> chain(any.parts(), true, jump, known);
      case Matcher.None<Event> none -> emit(none.part(), target, !jumpWhen, known).swapped();
      case ValueMatcher<Event> check when FieldSlots.hold(check.reader()) ->
          Exits.both(checks.emit(check, jump, known));
      case Outlined outlined -> {
        code.aload(FieldSlots.EVENT).invokestatic(owner, outlined.method(), Names.CONDITION);
        jump.byStack();
        yield Exits.both(known);
      }
      default -> {
        constants.load(code, condition, Matcher.class);
        code.aload(FieldSlots.EVENT).invokeinterface(Names.MATCHER, "matches", Names.TEST);
        jump.byStack();
        yield Exits.both(known);
      }
    };
  }

  /**
   * Parts of which the first with the deciding outcome decides; without any it is the opposite.
   *
   * @param deciding false for a conjunction, true for a disjunction
   */
  private Exits chain(List<Matcher<Event>> parts, boolean deciding, Jump jump, Known known) {
    if (parts.isEmpty()) {
      jump.always(!deciding);
      return Exits.both(known);
    }
    Known going = known;
    Known decided = null;
    for (Matcher<Event> part : parts) {
      Exits exits = emit(part, jump.to(deciding), deciding, going);
      going = exits.when(!deciding);
      decided = decided == null ? exits.when(deciding) : decided.and(exits.when(deciding));
    }
    jump.always(!deciding);
    Known stopped = decided == null ? known : decided;
    return deciding ? new Exits(stopped, going) : new Exits(going, stopped);
  }
}
