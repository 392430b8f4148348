package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.AddressSet;
import dev.postern.rules.compile.NumberTests;
import dev.postern.rules.compile.TextTests;
import dev.postern.rules.compile.ValueMatcher;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.list.Addresses;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Writes the tests of single fields; a test it does not know is called with the field's value. */
final class CheckEmitter {

  /** So many values are compared one by one, more are looked up. */
  static final int FEW = 3;

  /** What no field is in. */
  private static final int NO_STATE = -1;

  private static final MethodTypeDesc LONG_TEST =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_long);
  private static final MethodTypeDesc TEXT_LOOKUP =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String, ConstantDescs.CD_int);
  private static final MethodTypeDesc ADDRESS_LOOKUP =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_long, ConstantDescs.CD_long);

  private final CodeBuilder code;
  private final Constants constants;
  private final FieldSlots slots;

  CheckEmitter(CodeBuilder code, Constants constants, FieldSlots slots) {
    this.code = code;
    this.constants = constants;
    this.slots = slots;
  }

  /** Whether asking again costs no more than remembering the answer. */
  static boolean isCheap(ValueMatcher<Event> check) {
    return switch (check) {
      case ValueMatcher.Text<Event> text ->
          switch (text.test()) {
            case TextTests.Equal _, TextTests.Different _ -> true;
            case TextTests.OneOf many -> many.texts().size() <= FEW;
            default -> false;
          };
      case ValueMatcher.Numeric<Event> number ->
          switch (number.test()) {
            case NumberTests.Compare _ -> true;
            case NumberTests.OneOf many -> many.numbers().size() <= FEW;
            default -> false;
          };
      case ValueMatcher.Address<Event> _ -> false;
      case ValueMatcher.Flag<Event> _, ValueMatcher.Present<Event> _ -> true;
    };
  }

  /** Writes a check; returns what is known after it, whatever its outcome. */
  Known emit(ValueMatcher<Event> check, Jump jump, Known known) {
    Known read = slots.read(check.reader(), known);
    FieldSlots.Slot slot = slots.of(check.reader());
    switch (check) {
      case ValueMatcher.Text<Event> text -> text(text.test(), slot, jump);
      case ValueMatcher.Numeric<Event> number -> number(number.test(), slot, jump);
      case ValueMatcher.Address<Event> address -> address(address.test(), slot, jump);
      case ValueMatcher.Flag<Event> flag -> flag(flag, slot, jump);
      case ValueMatcher.Present<Event> _ -> {
        code.iload(slot.state()).loadConstant(FieldSlots.PRESENT);
        jump.by(Opcode.IF_ICMPGE, Opcode.IF_ICMPLT);
      }
    }
    return read;
  }

  private void failWhenAbsent(FieldSlots.Slot slot, Jump jump) {
    code.iload(slot.state()).loadConstant(FieldSlots.ABSENT).if_icmpeq(jump.to(false));
  }

  private void text(Predicate<String> test, FieldSlots.Slot slot, Jump jump) {
    switch (test) {
      case TextTests.Equal equal -> {
        equal(equal.text(), slot, jump.to(false));
        jump.byStack();
      }
      case TextTests.Different different -> {
        failWhenAbsent(slot, jump);
        equal(different.text(), slot, jump.to(true));
        jump.byStackNegated();
      }
      case TextTests.OneOf many when many.texts().size() <= FEW -> {
        for (String text : many.texts()) {
          Label next = code.newLabel();
          equal(text, slot, next);
          code.ifne(jump.to(true)).labelBinding(next);
        }
        jump.always(false);
      }
      case TextTests.OneOf many -> {
        constants.load(code, constants.textSet(many.texts()), TextSet.class);
        code.aload(slot.value())
            .iload(slot.second())
            .invokevirtual(Names.of(TextSet.class), "contains", TEXT_LOOKUP);
        jump.byStack();
      }
      default -> {
        failWhenAbsent(slot, jump);
        constants.load(code, test, Predicate.class);
        code.aload(slot.value()).invokeinterface(Names.of(Predicate.class), "test", Names.TEST);
        jump.byStack();
      }
    }
  }

  /** A boolean on the stack, unless the hash codes differ. An absent text equals none. */
  private void equal(String text, FieldSlots.Slot slot, Label different) {
    code.iload(slot.second())
        .loadConstant(text.hashCode())
        .if_icmpne(different)
        .loadConstant(text)
        .aload(slot.value())
        .invokevirtual(ConstantDescs.CD_String, "equals", Names.TEST);
  }

  private void number(LongPredicate test, FieldSlots.Slot slot, Jump jump) {
    switch (test) {
      case NumberTests.Compare compare -> {
        failWhenAbsent(slot, jump);
        code.lload(slot.value()).loadConstant(compare.number()).lcmp();
        switch (compare.operator()) {
          case EQUAL -> jump.by(Opcode.IFEQ, Opcode.IFNE);
          case NOT_EQUAL -> jump.by(Opcode.IFNE, Opcode.IFEQ);
          case LESS -> jump.by(Opcode.IFLT, Opcode.IFGE);
          case LESS_OR_EQUAL -> jump.by(Opcode.IFLE, Opcode.IFGT);
          case GREATER -> jump.by(Opcode.IFGT, Opcode.IFLE);
          case GREATER_OR_EQUAL -> jump.by(Opcode.IFGE, Opcode.IFLT);
          default -> throw new IllegalArgumentException("no number operator: " + compare);
        }
      }
      case NumberTests.OneOf many -> {
        List<Long> numbers =
            many.numbers().stream().filter(n -> n != FieldReader.Numeric.ABSENT).toList();
        if (numbers.size() <= FEW) {
          for (long number : numbers) {
            code.lload(slot.value()).loadConstant(number).lcmp().ifeq(jump.to(true));
          }
          jump.always(false);
        } else {
          constants.load(code, constants.numberSet(numbers), NumberSet.class);
          code.lload(slot.value()).invokevirtual(Names.of(NumberSet.class), "contains", LONG_TEST);
          jump.byStack();
        }
      }
      default -> {
        failWhenAbsent(slot, jump);
        constants.load(code, test, LongPredicate.class);
        code.lload(slot.value()).invokeinterface(Names.of(LongPredicate.class), "test", LONG_TEST);
        jump.byStack();
      }
    }
  }

  private void address(Predicate<?> test, FieldSlots.Slot slot, Jump jump) {
    failWhenAbsent(slot, jump);
    switch (test) {
      case AddressSet set -> {
        contains(set, slot);
        jump.byStack();
      }
      case AddressSet.Outside outside -> {
        contains(outside.set(), slot);
        jump.byStackNegated();
      }
      case Addresses large -> {
        constants.load(code, large, Addresses.class);
        code.lload(slot.value())
            .lload(slot.second())
            .invokeinterface(Names.of(Addresses.class), "contains", ADDRESS_LOOKUP);
        jump.byStack();
      }
      default -> {
        // Nothing else is asked of addresses: the caller then leaves the whole to the matchers.
        throw new IllegalArgumentException("no test of an address: " + test);
      }
    }
  }

  private void contains(AddressSet set, FieldSlots.Slot slot) {
    constants.load(code, set, AddressSet.class);
    code.lload(slot.value())
        .lload(slot.second())
        .invokevirtual(Names.of(AddressSet.class), "contains", ADDRESS_LOOKUP);
  }

  private void flag(ValueMatcher.Flag<Event> flag, FieldSlots.Slot slot, Jump jump) {
    code.iload(slot.state());
    if (flag.whenTrue() && flag.whenFalse()) {
      code.loadConstant(FieldSlots.PRESENT);
      jump.by(Opcode.IF_ICMPGE, Opcode.IF_ICMPLT);
    } else {
      int wanted =
          flag.whenTrue() ? FieldSlots.TRUE : flag.whenFalse() ? FieldSlots.FALSE : NO_STATE;
      code.loadConstant(wanted);
      jump.by(Opcode.IF_ICMPEQ, Opcode.IF_ICMPNE);
    }
  }
}
