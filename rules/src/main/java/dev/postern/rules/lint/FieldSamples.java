package dev.postern.rules.lint;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Numbers;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The values of one field that its checks can tell apart. What no sample fulfils, no value does: of
 * numbers and addresses each range's ends and their neighbours are here, of texts each that is
 * named and one for all others.
 */
final class FieldSamples {

  private static final int MAX_PORT = 0xffff;

  private final Set<Sample> samples = new LinkedHashSet<>();

  FieldSamples(boolean mayBeAbsent) {
    if (mayBeAbsent) {
      samples.add(Sample.ABSENT);
    }
  }

  List<Sample> samples() {
    return new ArrayList<>(samples);
  }

  /**
   * Adds what a check's values tell apart.
   *
   * @return false when one of them is not understood: then the check can't be tried on samples
   */
  boolean add(FieldReader<?> reader, FieldType type, List<Value> values) {
    return switch (reader) {
      case FieldReader.Text<?> _ -> {
        samples.add(Sample.OTHER_TEXT);
        for (Value value : values) {
          samples.add(Sample.of(value.text()));
          // Some fields are in lower case and compared without case.
          samples.add(Sample.of(value.text().toLowerCase(Locale.ROOT)));
        }
        yield true;
      }
      case FieldReader.Numeric<?> _ -> values.stream().allMatch(value -> number(value, type));
      case FieldReader.Address<?> _ -> {
        samples.add(Sample.of(IpAddress.ANY_V4));
        samples.add(Sample.of(new IpAddress(1, 1)));
        yield values.stream().allMatch(this::addresses);
      }
      case FieldReader.Flag<?> _ -> {
        samples.add(Sample.of(true));
        samples.add(Sample.of(false));
        yield true;
      }
      default -> false;
    };
  }

  private boolean number(Value value, FieldType type) {
    BigInteger number = Numbers.whole(value.text());
    boolean unsigned = type.kind() == FieldType.Kind.UNSIGNED;
    // A fraction lies between samples; what does not fit its type may stand for another number.
    if (number == null
        || type == FieldType.DOUBLE
        || number.bitLength() >= Long.SIZE - 1
        || (unsigned && number.signum() < 0)) {
      return false;
    }
    long middle = number.longValueExact();
    for (long near : new long[] {middle - 1, middle, middle + 1}) {
      boolean possible = !unsigned || near >= 0;
      if (possible && (type != FieldType.PORT || near <= MAX_PORT)) {
        samples.add(Sample.of(near));
      }
    }
    return true;
  }

  private boolean addresses(Value value) {
    IpAddress address = IpAddress.parse(value.text());
    Cidr block = address == null ? Cidr.parse(value.text()) : null;
    if (block != null) {
      IpAddress mask = block.mask();
      IpAddress first = block.network();
      around(first);
      around(new IpAddress(first.high() | ~mask.high(), first.low() | ~mask.low()));
    } else if (address != null) {
      around(address);
    }
    return address != null || block != null;
  }

  private void around(IpAddress address) {
    long high = address.high();
    long low = address.low();
    samples.add(Sample.of(new IpAddress(low == 0 ? high - 1 : high, low - 1)));
    samples.add(Sample.of(address));
    samples.add(Sample.of(new IpAddress(low == -1 ? high + 1 : high, low + 1)));
  }
}
