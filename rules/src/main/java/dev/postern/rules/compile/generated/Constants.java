package dev.postern.rules.compile.generated;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects that the generated class refers to. They come as its class data and become static final
 * fields, whose calls both compilers bind at compile time.
 */
final class Constants {

  private record Constant(String name, ClassDesc type, Object value) {}

  private static final ClassDesc LOOKUPS = MethodHandles.class.describeConstable().orElseThrow();
  private static final ClassDesc LOOKUP = ConstantDescs.CD_MethodHandles_Lookup;
  private static final ClassDesc ARRAY = ConstantDescs.CD_Object.arrayType();
  private static final int FINAL =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;

  private final ClassDesc owner;
  private final IdentityHashMap<Object, Constant> byValue = new IdentityHashMap<>();
  private final Map<Set<String>, TextSet> textSets = new HashMap<>();
  private final Map<List<Long>, NumberSet> numberSets = new HashMap<>();
  private final List<Constant> inOrder = new ArrayList<>();

  /**
   * @param owner the generated class
   */
  Constants(ClassDesc owner) {
    this.owner = owner;
  }

  /**
   * Puts the object onto the stack.
   *
   * @param type as which; always the same for the same object
   */
  void load(CodeBuilder code, Object value, Class<?> type) {
    Constant constant =
        byValue.computeIfAbsent(
            value,
            _ -> {
              Constant added =
                  new Constant(
                      "constant" + inOrder.size(), type.describeConstable().orElseThrow(), value);
              inOrder.add(added);
              return added;
            });
    code.getstatic(owner, constant.name(), constant.type());
  }

  /** The set of these texts: equal lists share one. */
  TextSet textSet(Set<String> texts) {
    return textSets.computeIfAbsent(texts, TextSet::new);
  }

  /** The set of these numbers: equal lists share one. */
  NumberSet numberSet(List<Long> numbers) {
    return numberSets.computeIfAbsent(numbers, NumberSet::new);
  }

  /** The class data. */
  Object[] values() {
    return inOrder.stream().map(Constant::value).toArray();
  }

  /** Adds the fields, once every method that uses them has been written. */
  void define(ClassBuilder type) {
    for (Constant constant : inOrder) {
      type.withField(constant.name(), constant.type(), FINAL);
    }
    type.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        this::initialise);
  }

  private void initialise(CodeBuilder code) {
    code.invokestatic(LOOKUPS, "lookup", MethodTypeDesc.of(LOOKUP))
        .loadConstant(ConstantDescs.DEFAULT_NAME)
        .loadConstant(ARRAY)
        .invokestatic(
            LOOKUPS,
            "classData",
            MethodTypeDesc.of(
                ConstantDescs.CD_Object, LOOKUP, ConstantDescs.CD_String, ConstantDescs.CD_Class))
        .checkcast(ARRAY)
        .astore(0);
    for (int i = 0; i < inOrder.size(); i++) {
      Constant constant = inOrder.get(i);
      code.aload(0)
          .loadConstant(i)
          .aaload()
          .checkcast(constant.type())
          .putstatic(owner, constant.name(), constant.type());
    }
    code.return_();
  }
}
