package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Tests of one value of an event. Whatever the test, an absent value fails it.
 *
 * @param <E> what it is asked about
 */
public sealed interface ValueMatcher<E> extends Matcher<E> {

  /** Reads the value. */
  FieldReader<E> reader();

  record Text<E>(FieldReader.Text<E> reader, Predicate<String> test) implements ValueMatcher<E> {
    @Override
    public boolean matches(E event) {
      String value = reader.read(event);
      return value != null && test.test(value);
    }
  }

  record Numeric<E>(FieldReader.Numeric<E> reader, LongPredicate test) implements ValueMatcher<E> {
    @Override
    public boolean matches(E event) {
      long value = reader.read(event);
      return value != FieldReader.Numeric.ABSENT && test.test(value);
    }
  }

  record Address<E>(FieldReader.Address<E> reader, Predicate<IpAddress> test)
      implements ValueMatcher<E> {
    @Override
    public boolean matches(E event) {
      IpAddress value = reader.read(event);
      return value != null && test.test(value);
    }
  }

  record Flag<E>(FieldReader.Flag<E> reader, boolean whenTrue, boolean whenFalse)
      implements ValueMatcher<E> {
    @Override
    public boolean matches(E event) {
      Boolean value = reader.read(event);
      return value != null && (value ? whenTrue : whenFalse);
    }
  }

  record Bytes<E>(FieldReader.Bytes<E> reader, Predicate<byte[]> test) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      byte[] value = reader.read(event);
      return value != null && test.test(value);
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

  /** Any value at all, of whatever kind. */
  record Present<E>(FieldReader<E> reader) implements ValueMatcher<E> {
    @Override
    public boolean matches(E event) {
      return switch (reader) {
        case FieldReader.Text<E> text -> text.read(event) != null;
        case FieldReader.Numeric<E> number -> number.read(event) != FieldReader.Numeric.ABSENT;
        case FieldReader.Address<E> address -> address.read(event) != null;
        case FieldReader.Flag<E> flag -> flag.read(event) != null;
        case FieldReader.Bytes<E> bytes -> bytes.read(event) != null;
        case FieldReader.Time<E> time -> true;
        case ComputedTexts<E> texts -> texts.list(event) != null;
        case FieldReader.Texts<E> texts -> texts.read(event, 0) != null;
        case FieldReader.Numbers<E> numbers -> numbers.read(event, 0) != FieldReader.Numeric.ABSENT;
      };
    }
  }
}
