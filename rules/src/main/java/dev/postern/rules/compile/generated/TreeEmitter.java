package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/** Writes a method that tries several branches of a tree and returns the rules that match. */
final class TreeEmitter {

  private final CodeBuilder code;
  private final ClassDesc owner;
  private final ConditionEmitter conditions;
  private final int found;

  private TreeEmitter(
      CodeBuilder code, ClassDesc owner, Constants constants, MethodPlan.TreeMethod method) {
    this.code = code;
    this.owner = owner;
    List<Matcher<Event>> asked = new ArrayList<>();
    method.branches().forEach(branch -> collect(branch, asked));
    conditions = new ConditionEmitter(code, owner, constants, asked);
    found = new Variables(code).zero(TypeKind.LONG);
  }

  private static void collect(MethodPlan.Branch branch, List<Matcher<Event>> asked) {
    asked.add(branch.asked());
    branch.next().forEach(next -> collect(next, asked));
  }

  /** Writes the method's whole body. */
  static void emit(
      CodeBuilder code, ClassDesc owner, Constants constants, MethodPlan.TreeMethod method) {
    TreeEmitter emitter = new TreeEmitter(code, owner, constants, method);
    Known known = Known.nothing();
    for (MethodPlan.Branch branch : method.branches()) {
      known = emitter.branch(branch, known);
    }
    code.lload(emitter.found).lreturn();
  }

  /** Returns what is known afterwards, whether or not the branch was followed. */
  private Known branch(MethodPlan.Branch branch, Known before) {
    Label end = code.newLabel();
    Exits exits = conditions.emit(branch.asked(), end, false, before);
    Known known = exits.whenTrue();
    if (branch.matching() != 0) {
      add(() -> code.loadConstant(branch.matching()));
    }
    for (MethodPlan.Branch next : branch.next()) {
      known = branch(next, known);
    }
    for (String method : branch.calls()) {
      add(() -> code.aload(FieldSlots.EVENT).invokestatic(owner, method, Names.RULES));
    }
    code.labelBinding(end);
    return exits.whenFalse().and(known);
  }

  private void add(Runnable rules) {
    code.lload(found);
    rules.run();
    code.lor().lstore(found);
  }
}
