package dev.postern.rules.compile.generated;

import dev.postern.rules.field.FieldReader;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The fields of a method, each in local variables from its first use on: a run of the method reads
 * a field at most once, and not at all where nothing asks for it.
 */
final class FieldSlots {

  /** States of a slot; before it is read its state is 0. */
  static final int ABSENT = 1;

  static final int PRESENT = 2;
  static final int TRUE = 2;
  static final int FALSE = 3;

  /** The static methods' only parameter: the event. */
  static final int EVENT = 0;

  /**
   * A field's local variables; one it has no use for is -1.
   *
   * @param number its number in {@link Known}
   * @param state whether it was read and is there
   * @param value a text, a number, or an address's high half
   * @param second a text's hash code, or an address's low half
   */
  record Slot(int number, int state, int value, int second) {}

  private final CodeBuilder code;
  private final Constants constants;
  private final Variables variables;
  private final Map<FieldReader<?>, Slot> slots = new HashMap<>();
  private final Set<Slot> written = new HashSet<>();

  FieldSlots(CodeBuilder code, Constants constants, Variables variables) {
    this.code = code;
    this.constants = constants;
    this.variables = variables;
  }

  /** Whether there is a place for what a reader gives: one text, number, address or boolean. */
  static boolean hold(FieldReader<?> reader) {
    return switch (reader) {
      case FieldReader.Text<?> _,
          FieldReader.Numeric<?> _,
          FieldReader.Address<?> _,
          FieldReader.Flag<?> _ ->
          true;
      default -> false;
    };
  }

  /** Makes room for a field; before any code that may be jumped over. */
  void declare(FieldReader<?> reader) {
    if (!slots.containsKey(reader)) {
      int number = variables.number();
      int state = variables.zero(TypeKind.INT);
      slots.put(
          reader,
          switch (reader) {
            case FieldReader.Text<?> _ ->
                new Slot(
                    number,
                    state,
                    variables.zero(TypeKind.REFERENCE),
                    variables.zero(TypeKind.INT));
            case FieldReader.Numeric<?> _ ->
                new Slot(number, state, variables.zero(TypeKind.LONG), -1);
            case FieldReader.Address<?> _ ->
                new Slot(
                    number, state, variables.zero(TypeKind.LONG), variables.zero(TypeKind.LONG));
            case FieldReader.Flag<?> _ -> new Slot(number, state, -1, -1);
            default -> throw new IllegalArgumentException("no variables for " + reader);
          });
    }
  }

  Slot of(FieldReader<?> reader) {
    return Objects.requireNonNull(slots.get(reader));
  }

  /** Reads a field, unless that has been done; returns what is known then. */
  Known read(FieldReader<?> reader, Known known) {
    Slot slot = of(reader);
    if (known.has(slot.number())) {
      return known;
    }
    Label isRead = code.newLabel();
    // Jumps go forward, so what no code before this reads cannot have been read.
    if (!written.add(slot)) {
      code.iload(slot.state()).ifne(isRead);
    }
    switch (reader) {
      case FieldReader.Text<?> text -> readText(text, slot);
      case FieldReader.Numeric<?> number -> readNumber(number, slot);
      case FieldReader.Address<?> address -> readAddress(address, slot);
      case FieldReader.Flag<?> flag -> readFlag(flag, slot);
      default -> throw new IllegalArgumentException("no variables for " + reader);
    }
    code.labelBinding(isRead);
    return known.with(slot.number());
  }

  private void readText(FieldReader.Text<?> reader, Slot slot) {
    Label absent = code.newLabel();
    Label done = code.newLabel();
    constants.load(code, reader, FieldReader.Text.class);
    code.aload(EVENT)
        .invokeinterface(Names.TEXT_READER, "read", Names.reading(ConstantDescs.CD_String))
        .dup()
        .astore(slot.value())
        .ifnull(absent)
        .aload(slot.value())
        .invokevirtual(ConstantDescs.CD_String, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int))
        .istore(slot.second());
    state(slot, PRESENT).goto_(done);
    code.labelBinding(absent);
    state(slot, ABSENT);
    code.labelBinding(done);
  }

  private void readNumber(FieldReader.Numeric<?> reader, Slot slot) {
    Label absent = code.newLabel();
    Label done = code.newLabel();
    constants.load(code, reader, FieldReader.Numeric.class);
    code.aload(EVENT)
        .invokeinterface(Names.NUMBER_READER, "read", Names.reading(ConstantDescs.CD_long))
        .dup2()
        .lstore(slot.value())
        .loadConstant(FieldReader.Numeric.ABSENT)
        .lcmp()
        .ifeq(absent);
    state(slot, PRESENT).goto_(done);
    code.labelBinding(absent);
    state(slot, ABSENT);
    code.labelBinding(done);
  }

  private void readAddress(FieldReader.Address<?> reader, Slot slot) {
    Label absent = code.newLabel();
    Label done = code.newLabel();
    MethodTypeDesc half = MethodTypeDesc.of(ConstantDescs.CD_long);
    constants.load(code, reader, FieldReader.Address.class);
    code.aload(EVENT)
        .invokeinterface(Names.ADDRESS_READER, "read", Names.reading(Names.ADDRESS))
        .dup()
        .ifnull(absent)
        .dup()
        .invokevirtual(Names.ADDRESS, "high", half)
        .lstore(slot.value())
        .invokevirtual(Names.ADDRESS, "low", half)
        .lstore(slot.second());
    state(slot, PRESENT).goto_(done);
    code.labelBinding(absent).pop();
    state(slot, ABSENT);
    code.labelBinding(done);
  }

  private void readFlag(FieldReader.Flag<?> reader, Slot slot) {
    Label absent = code.newLabel();
    Label done = code.newLabel();
    constants.load(code, reader, FieldReader.Flag.class);
    code.aload(EVENT)
        .invokeinterface(Names.FLAG_READER, "read", Names.reading(ConstantDescs.CD_Boolean))
        .dup()
        .ifnull(absent)
        .loadConstant(FALSE)
        .swap()
        .invokevirtual(
            ConstantDescs.CD_Boolean, "booleanValue", MethodTypeDesc.of(ConstantDescs.CD_boolean))
        .isub() // FALSE less 1 is TRUE
        .istore(slot.state())
        .goto_(done)
        .labelBinding(absent)
        .pop();
    state(slot, ABSENT);
    code.labelBinding(done);
  }

  private CodeBuilder state(Slot slot, int state) {
    return code.loadConstant(state).istore(slot.state());
  }
}
