package dev.postern.rules.record;

import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Numbers;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.list.DomainName;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field under the name that an event gives it, and what values it takes.
 *
 * @param key as conditions write it: {@code proc.aname[2]}
 * @param reader of the kind that reads it from a sensor's events
 * @param several whether it has more than one value at once
 */
record GivenField(String key, FieldType type, FieldReader<Event> reader, boolean several) {

  private static final int MAX_PORT = 0xffff;
  private static final long NANOS = 1_000_000_000L;
  private static final Pattern WRITTEN = Pattern.compile("([^\\[\\]]+)(?:\\[([^\\[\\]]+)])?");

  /** Names are few, and looked up for every event. */
  private static final Map<String, GivenField> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 1_000;

  static GivenField of(String written) throws BadEventException {
    GivenField known = KNOWN.get(written);
    if (known == null) {
      known = find(written);
      if (KNOWN.size() < MOST_KNOWN) {
        KNOWN.put(written, known);
      }
    }
    return known;
  }

  private static GivenField find(String written) throws BadEventException {
    if (written.equals(RecordedEvent.HOSTNAME)) {
      return new GivenField(written, FieldType.TEXT, (FieldReader.Text<Event>) _ -> null, false);
    }
    FieldCatalog<Event> catalog = FieldCatalog.events();
    Matcher parts = WRITTEN.matcher(written);
    FieldUse<Event> use =
        parts.matches()
            ? catalog.resolve(parts.group(1), parts.group(2))
            : catalog.resolve(written, null);
    return switch (use) {
      case FieldUse.Refused<Event> refused ->
          throw new BadEventException(
              refused.suggestion() == null
                  ? refused.message()
                  : refused.message() + " (" + refused.suggestion() + ")");
      case FieldUse.Found<Event> found -> {
        FieldReader<Event> reader = found.readers().getFirst();
        if (reader instanceof FieldReader.Time<Event> && !written.equals(RecordedEvent.TIME)) {
          throw new BadEventException(
              written + " follows from " + RecordedEvent.TIME + ": give that");
        }
        yield new GivenField(
            RecordedFields.key(found.field(), found.argument()),
            found.type(),
            reader,
            found.multiplicity() != Multiplicity.ONE);
      }
    };
  }

  /**
   * A value as rules read it.
   *
   * @param given a text (numbers as they are written), a boolean, or a list of those
   */
  Object value(Object given) throws BadEventException {
    if (!(given instanceof List<?> list)) {
      Object value = single(given);
      return several ? List.of(value) : value;
    }
    if (!several) {
      throw new BadEventException(key + " has one value, not a list");
    }
    List<Object> values = new ArrayList<>(list.size());
    for (Object item : list) {
      values.add(single(item));
    }
    return List.copyOf(values);
  }

  private Object single(@Nullable Object given) throws BadEventException {
    if (given == null) {
      throw new BadEventException(key + ": null among its values: leave it out");
    }
    if (given instanceof List) {
      throw new BadEventException(key + ": a list inside a list");
    }
    return switch (reader) {
      case FieldReader.Text<Event> _, FieldReader.Texts<Event> _, FieldReader.Bytes<Event> _ ->
          text(given);
      case FieldReader.Numeric<Event> _, FieldReader.Numbers<Event> _ -> number(given);
      case FieldReader.Time<Event> _ -> time(given);
      case FieldReader.Address<Event> _ -> {
        IpAddress address = given instanceof String text ? IpAddress.parse(text) : null;
        yield address == null ? refuse(given, "an IPv4 or IPv6 address") : address;
      }
      case FieldReader.Flag<Event> _ ->
          given instanceof Boolean
              ? given
              : given.equals("true") || given.equals("false")
                  ? Boolean.valueOf(given.toString())
                  : refuse(given, "true or false");
    };
  }

  private Object text(Object given) throws BadEventException {
    if (!(given instanceof String text)) {
      return refuse(given, "text: put it in quotes");
    }
    return switch (type) {
      case TEXT_ANY_CASE -> text.toLowerCase(Locale.ROOT);
      case DOMAIN -> DomainName.folded(text);
      default -> text;
    };
  }

  private Object number(Object given) throws BadEventException {
    OptionalLong number = whole(given);
    if (type == FieldType.PORT) {
      return number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > MAX_PORT
          ? refuse(given, "a port: 0 to " + MAX_PORT)
          : number.getAsLong();
    }
    return number.isEmpty() || number.getAsLong() == FieldReader.Numeric.ABSENT
        ? refuse(given, "a whole number of 64 bits")
        : number.getAsLong();
  }

  /** What fits 64 bits; above the largest signed number it is what those bits stand for. */
  private static OptionalLong whole(Object given) {
    BigInteger number = given instanceof String text ? Numbers.whole(text) : null;
    return number == null || number.bitLength() > (number.signum() < 0 ? 63 : 64)
        ? OptionalLong.empty()
        : OptionalLong.of(number.longValue());
  }

  private Object time(Object given) throws BadEventException {
    OptionalLong nanos = whole(given);
    if (nanos.isPresent() && nanos.getAsLong() != FieldReader.Numeric.ABSENT) {
      return nanos.getAsLong();
    }
    try {
      Instant instant = OffsetDateTime.parse(given.toString()).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), NANOS), (long) instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      return refuse(
          given, "nanoseconds since 1970, or a time of 1677 to 2262 as 2026-01-02T15:04:05Z");
    }
  }

  private Object refuse(Object given, String expected) throws BadEventException {
    throw new BadEventException(
        "%s: %s is not %s"
            .formatted(key, given instanceof String ? "'" + given + "'" : given, expected));
  }
}
