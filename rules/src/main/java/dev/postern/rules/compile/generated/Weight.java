package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.RuleTree;

/** About how many bytes of bytecode things come to, rather more than less. */
final class Weight {

  /** HotSpot leaves a method of more than 8,000 bytes to the interpreter. */
  static final int METHOD = 6_000;

  private static final int FIELD_READ = 0;
  private static final int CHECK = 40;
  private static final int NODE = 10;

  private Weight() {}

  static int of(RuleTree.Node node) {
    int weight = NODE + of(node.asked());
    for (RuleTree.Node next : node.next()) {
      weight += of(next);
    }
    return weight;
  }

  static int of(Matcher<Event> matcher) {
    return switch (matcher) {
      case Matcher.All<Event> all -> of(all.parts());
      case Matcher.Any<Event> any -> of(any.parts());
      case Matcher.None<Event> none -> of(none.part());
      default -> FIELD_READ + CHECK;
    };
  }

  private static int of(Iterable<Matcher<Event>> parts) {
    int weight = NODE;
    for (Matcher<Event> part : parts) {
      weight += of(part);
    }
    return weight;
  }
}
