package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.RuleTest;
import dev.postern.rules.field.FieldReader;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Types and signatures that the generated class calls. */
final class Names {

  static final ClassDesc EVENT = of(Event.class);
  static final ClassDesc ADDRESS = of(IpAddress.class);
  static final ClassDesc MATCHER = of(Matcher.class);
  static final ClassDesc RULE_TEST = of(RuleTest.class);
  static final ClassDesc TEXT_READER = of(FieldReader.Text.class);
  static final ClassDesc NUMBER_READER = of(FieldReader.Numeric.class);
  static final ClassDesc ADDRESS_READER = of(FieldReader.Address.class);
  static final ClassDesc FLAG_READER = of(FieldReader.Flag.class);

  /** Of a method that tries several rules. */
  static final MethodTypeDesc RULES = MethodTypeDesc.of(ConstantDescs.CD_long, EVENT);

  /** Of a method that asks one condition. */
  static final MethodTypeDesc CONDITION = MethodTypeDesc.of(ConstantDescs.CD_boolean, EVENT);

  /** Of any test of an object. */
  static final MethodTypeDesc TEST =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);

  private Names() {}

  static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** Of a reader's method. */
  static MethodTypeDesc reading(ClassDesc result) {
    return MethodTypeDesc.of(result, ConstantDescs.CD_Object);
  }
}
