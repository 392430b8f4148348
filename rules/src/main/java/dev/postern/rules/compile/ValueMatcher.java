package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import java.time.ZoneId;
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

  /** One of several is enough. */
  record AnyText<E>(FieldReader.Texts<E> reader, Predicate<String> test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      String value = reader.read(event, 0);
      for (int next = 1; value != null; next++) {
        if (test.test(value)) {
          return true;
        }
        value = reader.read(event, next);
      }
      return false;
    }
  }

  /** All of them, and there is one. */
  record EveryText<E>(FieldReader.Texts<E> reader, Predicate<String> test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      String value = reader.read(event, 0);
      if (value == null) {
        return false;
      }
      for (int next = 1; value != null; next++) {
        if (!test.test(value)) {
          return false;
        }
        value = reader.read(event, next);
      }
      return true;
    }
  }

  /** One of several is enough. */
  record AnyNumber<E>(FieldReader.Numbers<E> reader, LongPredicate test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      long value = reader.read(event, 0);
      for (int next = 1; value != FieldReader.Numeric.ABSENT; next++) {
        if (test.test(value)) {
          return true;
        }
        value = reader.read(event, next);
      }
      return false;
    }
  }

  /** A time as conditions see it, in the system's time zone. */
  static <E> FieldReader.Text<E> text(FieldReader.Time<E> time) {
    ZoneId zone = ZoneId.systemDefault();
    return event -> time.format().text(time.epochNanos().applyAsLong(event), zone);
  }

  /** Any value at all. */
  static <E> Matcher<E> present(FieldReader<E> reader) {
    return switch (reader) {
      case FieldReader.Text<E> text -> new Text<>(text, value -> true);
      case FieldReader.Numeric<E> number -> new Numeric<>(number, value -> true);
      case FieldReader.Address<E> address -> new Address<>(address, value -> true);
      case FieldReader.Flag<E> flag -> new Flag<>(flag, true, true);
      case FieldReader.Time<E> time -> event -> true;
      case FieldReader.Texts<E> texts -> new AnyText<>(texts, value -> true);
      case FieldReader.Numbers<E> numbers -> new AnyNumber<>(numbers, value -> true);
    };
  }
}
