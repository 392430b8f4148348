package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.ValueMatcher;
import dev.postern.rules.field.FieldReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a method asks, and which of it more than once: conditions that say the same have one number,
 * wherever they are written (value numbering).
 */
final class SharedParts {

  private enum Kind {
    ALL,
    ANY,
    NONE
  }

  private record Meaning(Kind kind, List<Integer> parts) {}

  /** From which cost on looking an answer up is cheaper than asking again. */
  private static final int WORTH_KEEPING = 3;

  private static final int CHEAP = 1;
  private static final int DEAR = 4;

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<Matcher<Event>, Integer> known = new IdentityHashMap<>();
  private final Set<Integer> shared = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Set<FieldReader<?>> readers = new LinkedHashSet<>();

  /** Takes in a condition of the method. */
  void add(Matcher<Event> matcher) {
    int number = number(matcher);
    if (!seen.add(number)) {
      if (cost(matcher) >= WORTH_KEEPING) {
        shared.add(number);
      }
      return; // what is answered from memory does not ask its parts again
    }
    if (matcher instanceof ValueMatcher<Event> check && FieldSlots.hold(check.reader())) {
      readers.add(check.reader());
    }
    for (Matcher<Event> part : parts(matcher)) {
      add(part);
    }
  }

  private static List<Matcher<Event>> parts(Matcher<Event> matcher) {
    return switch (matcher) {
      case Matcher.All<Event> all -> all.parts();
      case Matcher.Any<Event> any -> any.parts();
      case Matcher.None<Event> none -> List.of(none.part());
      default -> List.of();
    };
  }

  private static int cost(Matcher<Event> matcher) {
    if (matcher instanceof ValueMatcher<Event> check) {
      return CheckEmitter.isCheap(check) ? CHEAP : DEAR;
    }
    List<Matcher<Event>> parts = parts(matcher);
    int cost = parts.isEmpty() ? DEAR : 0;
    for (Matcher<Event> part : parts) {
      cost += cost(part);
    }
    return cost;
  }

  /** The fields that are asked for. */
  Set<FieldReader<?>> readers() {
    return readers;
  }

  /** The numbers of what is worth keeping. */
  Set<Integer> shared() {
    return shared;
  }

  /** The same for all that say the same, from 0 up. */
  int number(Matcher<Event> matcher) {
    Integer found = known.get(matcher);
    if (found == null) {
      Object meaning =
          switch (matcher) {
            case Matcher.All<Event> all -> new Meaning(Kind.ALL, numbers(all.parts()));
            case Matcher.Any<Event> any -> new Meaning(Kind.ANY, numbers(any.parts()));
            case Matcher.None<Event> none -> new Meaning(Kind.NONE, List.of(number(none.part())));
            default -> matcher;
          };
      Integer same = numbers.putIfAbsent(meaning, numbers.size());
      found = same == null ? numbers.size() - 1 : same;
      known.put(matcher, found);
    }
    return found;
  }

  private List<Integer> numbers(List<Matcher<Event>> parts) {
    List<Integer> all = new ArrayList<>(parts.size());
    for (Matcher<Event> part : parts) {
      all.add(number(part));
    }
    return all;
  }
}
