package dev.postern.rules.compile;

import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.list.DomainName;
import dev.postern.rules.list.EntryProblems;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.AsciiCase;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Membership where a plain set of texts does not do: large lists, and names of domains. */
final class TextLists {

  private final ValueLists lists;
  private final FieldType type;
  private final Consumer<Problem> problems;

  TextLists(ValueLists lists, FieldType type, Consumer<Problem> problems) {
    this.lists = lists;
    this.type = type;
    this.problems = problems;
  }

  /** Whether a text is one of the values, of which some may stand for large lists. */
  Predicate<String> anyOf(List<Value> values) {
    List<Predicate<String>> tests = new ArrayList<>();
    List<Value> others = new ArrayList<>();
    for (Value value : values) {
      ListFile file = lists.large(value);
      if (file == null) {
        others.add(value);
      } else if (type == FieldType.DOMAIN) {
        tests.add(file.domains(problems));
      } else {
        tests.add(file.texts(type == FieldType.TEXT_ANY_CASE, problems));
      }
    }
    if (!others.isEmpty()) {
      tests.addFirst(type == FieldType.DOMAIN ? domains(others) : texts(others));
    }
    return AnyOf.of(tests);
  }

  private Predicate<String> texts(List<Value> values) {
    boolean anyCase = type == FieldType.TEXT_ANY_CASE;
    return new TextTests.OneOf(
        values.stream()
            .map(value -> anyCase ? AsciiCase.lower(value.text()) : value.text())
            .collect(Collectors.toSet()));
  }

  private Predicate<String> domains(List<Value> values) {
    EntryProblems wrong = new EntryProblems(problems);
    Set<String> names = new HashSet<>();
    Set<String> above = new HashSet<>();
    for (Value value : values) {
      DomainName name = DomainName.parse(value.text());
      if (name != null) {
        (name.below() ? above : names).add(name.name());
      } else if (lists.isFromFile(value)) {
        wrong.refuse(value.at(), "'" + value.text() + "' " + DomainName.EXPECTED, null);
      } else {
        names.add(DomainName.folded(value.text())); // Falco's rules may write any text
      }
    }
    wrong.end();
    return above.isEmpty() ? names::contains : new Below(names, above);
  }

  /** Names, and names of which all that is below counts. */
  private record Below(Set<String> names, Set<String> above) implements Predicate<String> {
    @Override
    public boolean test(String name) {
      if (names.contains(name)) {
        return true;
      }
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        if (above.contains(name.substring(dot + 1))) {
          return true;
        }
      }
      return false;
    }
  }
}
