package dev.postern.rules.compile.generated;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;

/**
 * Where a condition's two outcomes lead: one to a label, the other on to the code that follows.
 * Every jump goes forward.
 */
final class Jump {

  private final CodeBuilder code;
  private final Label target;
  private final boolean jumpWhen;
  private final Label next;

  /**
   * @param target where to go
   * @param jumpWhen on which outcome
   */
  Jump(CodeBuilder code, Label target, boolean jumpWhen) {
    this.code = code;
    this.target = target;
    this.jumpWhen = jumpWhen;
    this.next = code.newLabel();
  }

  /** The label of an outcome. */
  Label to(boolean outcome) {
    return outcome == jumpWhen ? target : next;
  }

  /** Ends the condition with the boolean on the stack as its outcome. */
  void byStack() {
    code.branch(jumpWhen ? Opcode.IFNE : Opcode.IFEQ, target);
    end();
  }

  /** Ends it with the opposite of the boolean on the stack. */
  void byStackNegated() {
    code.branch(jumpWhen ? Opcode.IFEQ : Opcode.IFNE, target);
    end();
  }

  /**
   * Ends it with a comparison.
   *
   * @param holds jumps when the outcome is true
   * @param fails jumps when it is false
   */
  void by(Opcode holds, Opcode fails) {
    code.branch(jumpWhen ? holds : fails, target);
    end();
  }

  /** Ends it with this outcome, whenever the code comes here. */
  void always(boolean outcome) {
    if (outcome == jumpWhen) {
      code.goto_(target);
    }
    end();
  }

  /** What follows is where the other outcome leads. */
  void end() {
    code.labelBinding(next);
  }
}
