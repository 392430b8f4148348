package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Tests of one value of an event. Whatever the test, an absent value fails it. */
final class ValueMatcher {

  private ValueMatcher() {}

  record Text<E>(FieldReader.Text<E> reader, Predicate<String> test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      String value = reader.read(event);
      return value != null && test.test(value);
    }
  }

  record Numeric<E>(FieldReader.Numeric<E> reader, LongPredicate test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      long value = reader.read(event);
      return value != FieldReader.Numeric.ABSENT && test.test(value);
    }
  }

  record Address<E>(FieldReader.Address<E> reader, Predicate<IpAddress> test)
      implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      IpAddress value = reader.read(event);
      return value != null && test.test(value);
    }
  }

  record Flag<E>(FieldReader.Flag<E> reader, boolean whenTrue, boolean whenFalse)
      implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      Boolean value = reader.read(event);
      return value != null && (value ? whenTrue : whenFalse);
    }
  }

  /** Any value at all. */
  static <E> Matcher<E> present(FieldReader<E> reader) {
    return switch (reader) {
      case FieldReader.Text<E> text -> new Text<>(text, value -> true);
      case FieldReader.Numeric<E> number -> new Numeric<>(number, value -> true);
      case FieldReader.Address<E> address -> new Address<>(address, value -> true);
      case FieldReader.Flag<E> flag -> new Flag<>(flag, true, true);
    };
  }
}
