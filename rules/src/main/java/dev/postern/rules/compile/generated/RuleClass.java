package dev.postern.rules.compile.generated;

import dev.postern.rules.compile.RuleTest;
import dev.postern.rules.compile.RuleTree;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree of rules as a hidden class. */
public final class RuleClass {

  private static final ClassDesc NAME =
      ClassDesc.of(RuleClass.class.getPackageName(), "GeneratedRules");
  private static final int STATIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;

  private RuleClass() {}

  /**
   * Generates and loads the class.
   *
   * @return what answers as the tree does, or null where a class file's limits or the stack leave
   *     no room for it
   */
  public static @Nullable RuleTest of(RuleTree tree) {
    Constants constants = new Constants(NAME);
    try {
      byte[] bytes = bytes(new MethodPlan(tree), constants);
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants.values(), true);
      return (RuleTest)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (IllegalArgumentException
        | LinkageError
        | ReflectiveOperationException
        | StackOverflowError e) {
      return null;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor that does nothing failed", e);
    }
  }

  private static byte[] bytes(MethodPlan plan, Constants constants) {
    return ClassFile.of()
        .build(
            NAME,
            type -> {
              type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                  .withInterfaceSymbols(List.of(Names.RULE_TEST));
              type.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  ConstantDescs.MTD_void,
                  0,
                  code ->
                      code.aload(0)
                          .invokespecial(
                              ConstantDescs.CD_Object,
                              ConstantDescs.INIT_NAME,
                              ConstantDescs.MTD_void)
                          .return_());
              type.withMethodBody(
                  "matches",
                  Names.RULES,
                  ClassFile.ACC_PUBLIC,
                  code -> code.aload(1).invokestatic(NAME, plan.first, Names.RULES).lreturn());
              for (MethodPlan.TreeMethod method : plan.trees()) {
                type.withMethodBody(
                    method.name(),
                    Names.RULES,
                    STATIC,
                    code -> TreeEmitter.emit(code, NAME, constants, method));
              }
              for (Outlined method : plan.conditions()) {
                type.withMethodBody(
                    method.method(),
                    Names.CONDITION,
                    STATIC,
                    code -> condition(code, constants, method));
              }
              constants.define(type);
            });
  }

  private static void condition(CodeBuilder code, Constants constants, Outlined method) {
    Label failed = code.newLabel();
    new ConditionEmitter(code, NAME, constants, List.of(method.whole()))
        .emit(method.whole(), failed, false, Known.nothing());
    code.loadConstant(1).ireturn();
    code.labelBinding(failed).loadConstant(0).ireturn();
  }
}
