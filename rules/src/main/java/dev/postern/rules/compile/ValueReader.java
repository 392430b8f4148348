package dev.postern.rules.compile;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Numbers;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.list.Addresses;
import dev.postern.rules.list.EntryProblems;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** Reads values as what a field holds; a value that isn't one is a problem, and left out. */
final class ValueReader {

  private final ValueLists lists;
  private final Consumer<Problem> problems;

  ValueReader(ValueLists lists, Consumer<Problem> problems) {
    this.lists = lists;
    this.problems = problems;
  }

  Addresses addresses(List<Value> values) {
    EntryProblems wrong = new EntryProblems(problems);
    List<Addresses> large = new ArrayList<>();
    Set<IpAddress> addresses = new HashSet<>();
    List<Cidr> blocks = new ArrayList<>();
    for (Value value : values) {
      ListFile file = lists.large(value);
      if (file != null) {
        large.add(file.addresses(problems));
        continue;
      }
      IpAddress address = IpAddress.parse(value.text());
      Cidr block = address == null ? Cidr.parse(value.text()) : null;
      if (address != null) {
        addresses.add(address);
      } else if (block != null) {
        blocks.add(block);
      } else {
        refuse(value, "is not an address, a block or the name of a list", wrong);
      }
    }
    wrong.end();
    if (large.isEmpty() || values.size() > large.size()) {
      large.addFirst(new AddressSet(addresses, blocks));
    }
    return large.size() == 1 ? large.getFirst() : new AnyAddresses(large);
  }

  /** Whether a number is one of the values, of which some may stand for large lists. */
  LongPredicate anyNumber(List<Value> values, FieldType type) {
    List<Value> others = new ArrayList<>();
    List<LongPredicate> large = new ArrayList<>();
    for (Value value : values) {
      ListFile file = lists.large(value);
      if (file == null) {
        others.add(value);
      } else {
        large.add(file.numbers(type.name(), new NumbersOfType(type), problems));
      }
    }
    LongPredicate any = new NumberTests.OneOf(numbers(others, type));
    for (LongPredicate file : large) {
      any = any.or(file);
    }
    return any;
  }

  /** Sorted, so that membership is a binary search. */
  long[] numbers(List<Value> values, FieldType type) {
    EntryProblems wrong = new EntryProblems(problems);
    NumbersOfType reading = new NumbersOfType(type);
    LongStream.Builder numbers = LongStream.builder();
    for (Value value : values) {
      OptionalLong number = reading.number(value.text());
      if (number.isPresent()) {
        numbers.add(number.getAsLong());
      } else {
        refuseNumber(value, reading, wrong);
      }
    }
    wrong.end();
    return numbers.build().sorted().toArray();
  }

  private void refuseNumber(Value value, NumbersOfType reading, EntryProblems wrong) {
    String why = reading.problem(value.text());
    if (lists.isFromFile(value)) {
      refuse(value, why, wrong);
    } else if (Numbers.whole(value.text()) != null) {
      problems.accept(new Problem(value.at(), value.text() + " " + why));
    } else if (reading.type() == FieldType.PORT) {
      refuse(value, why, wrong);
    } else {
      problems.accept(
          new Problem(
              value.at(), "'" + value.text() + "' " + why, Numbers.inDecimal(value.text())));
    }
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

  /** Of what stands in a rule all is told, of a file's entries the first. */
  private void refuse(Value value, String why, EntryProblems wrong) {
    String message = "'" + value.text() + "' " + why;
    if (lists.isFromFile(value)) {
      wrong.refuse(value.at(), message, null);
      return;
    }
    String suggestion =
        value.quoted() ? null : NearestName.suggestion(value.text(), lists.byName().keySet());
    problems.accept(new Problem(value.at(), message, suggestion));
  }
}
