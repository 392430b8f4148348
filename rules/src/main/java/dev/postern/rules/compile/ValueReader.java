package dev.postern.rules.compile;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Numbers;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads values as what a field holds; a value that isn't one is a problem, and left out. */
final class ValueReader {

  private static final int MAX_PORT = 0xffff;

  private final ValueLists lists;
  private final Consumer<Problem> problems;

  ValueReader(ValueLists lists, Consumer<Problem> problems) {
    this.lists = lists;
    this.problems = problems;
  }

  AddressSet addresses(List<Value> values) {
    Set<IpAddress> addresses = new HashSet<>();
    List<Cidr> blocks = new ArrayList<>();
    for (Value value : values) {
      IpAddress address = IpAddress.parse(value.text());
      Cidr block = address == null ? Cidr.parse(value.text()) : null;
      if (address != null) {
        addresses.add(address);
      } else if (block != null) {
        blocks.add(block);
      } else {
        refuse(value, "is not an address, a block or the name of a list");
      }
    }
    return new AddressSet(addresses, blocks);
  }

  /** Sorted, so that membership is a binary search. */
  long[] numbers(List<Value> values, FieldType type) {
    return values.stream().flatMapToLong(value -> number(value, type)).sorted().toArray();
  }

  private LongStream number(Value value, FieldType type) {
    Integer service = type == FieldType.PORT ? ServiceNames.port(value.text()) : null;
    if (service != null) {
      return LongStream.of(service);
    }
    BigInteger number = Numbers.whole(value.text());
    if (number == null) {
      if (type == FieldType.PORT) {
        refuse(value, "is not a port, the name of a service or the name of a list");
      } else {
        problems.accept(
            new Problem(
                value.at(),
                "'" + value.text() + "' is not a whole decimal number",
                Numbers.inDecimal(value.text())));
      }
      return LongStream.empty();
    }
    String outside = outside(number, type);
    if (outside != null) {
      problems.accept(new Problem(value.at(), value.text() + outside));
      return LongStream.empty();
    }
    long bits = number.longValue();
    boolean wraps = type.kind() == FieldType.Kind.UNSIGNED && type.bits() < Long.SIZE;
    return LongStream.of(wraps ? bits & ((1L << type.bits()) - 1) : bits);
  }

  /**
   * What is wrong with a number that the type can't hold; null when it can. As in Falco, a negative
   * one stands for its two's complement where there is no sign.
   */
  private static @Nullable String outside(BigInteger number, FieldType type) {
    if (type == FieldType.PORT) {
      return number.signum() < 0 || number.bitLength() > type.bits()
          ? " is not a port: ports go from 0 to " + MAX_PORT
          : null;
    }
    boolean signed = type.kind() == FieldType.Kind.SIGNED || number.signum() < 0;
    return number.bitLength() > type.bits() - (signed ? 1 : 0)
        ? " does not fit " + type.bits() + " bits"
        : null;
  }

  Set<Boolean> flags(List<Value> values) {
    Set<Boolean> flags = new HashSet<>();
    for (Value value : values) {
      switch (value.text()) {
        case "true" -> flags.add(true);
        case "false" -> flags.add(false);
        default ->
            problems.accept(
                new Problem(
                    value.at(), "'" + value.text() + "' is not a boolean", "write true or false"));
      }
    }
    return flags;
  }

  private void refuse(Value value, String why) {
    String suggestion =
        value.quoted() ? null : NearestName.suggestion(value.text(), lists.byName().keySet());
    problems.accept(new Problem(value.at(), "'" + value.text() + "' " + why, suggestion));
  }
}
