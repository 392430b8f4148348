package dev.postern.rules.lint;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import org.jspecify.annotations.Nullable;

/**
 * One value a field may have, to try checks on; only one of the components is there, or none when
 * the field is absent.
 *
 * @param number {@link FieldReader.Numeric#ABSENT} for none
 * @param other whether the text stands for all that are named nowhere
 */
record Sample(
    @Nullable String text,
    long number,
    @Nullable IpAddress address,
    @Nullable Boolean flag,
    boolean other) {

  /** The field is not there. */
  static final Sample ABSENT =
      new Sample(null, FieldReader.Numeric.ABSENT, null, null, /* other= */ false);

  /** A text that no rule names. */
  static final Sample OTHER_TEXT =
      new Sample("\u0001", FieldReader.Numeric.ABSENT, null, null, /* other= */ true);

  static Sample of(String text) {
    return new Sample(text, FieldReader.Numeric.ABSENT, null, null, /* other= */ false);
  }

  static Sample of(long number) {
    return new Sample(null, number, null, null, /* other= */ false);
  }

  static Sample of(IpAddress address) {
    return new Sample(null, FieldReader.Numeric.ABSENT, address, null, /* other= */ false);
  }

  static Sample of(boolean flag) {
    return new Sample(null, FieldReader.Numeric.ABSENT, null, flag, /* other= */ false);
  }
}
