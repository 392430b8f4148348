package dev.postern.rules.compile.generated;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/** The local variables of a method. */
final class Variables {

  private final CodeBuilder code;
  private int count;

  Variables(CodeBuilder code) {
    this.code = code;
  }

  /** A number for {@link Known}. */
  int number() {
    return count++;
  }

  /**
   * A variable that begins as 0 or null: the verifier wants each to hold something on every way.
   */
  int zero(TypeKind kind) {
    int local = code.allocateLocal(kind);
    switch (kind) {
      case LONG -> code.lconst_0();
      case REFERENCE -> code.aconst_null();
      default -> code.iconst_0();
    }
    code.storeLocal(kind, local);
    return local;
  }
}
