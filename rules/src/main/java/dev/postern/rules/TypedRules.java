package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.ConditionNumbers;
import dev.postern.rules.compile.RuleTest;
import dev.postern.rules.compile.RuleTree;
import dev.postern.rules.compile.Specialiser;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.compile.generated.RuleClass;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.FieldCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rules that can match one type of event, without what the type alone already answers. */
final class TypedRules {

  /**
   * Rules that share a tree.
   *
   * @param test the tree, or the class that was generated from it
   */
  private record Chunk(List<Rule> rules, RuleTree tree, RuleTest test) {

    /** The same with a generated class, where there can be one. */
    private Chunk generated() {
      RuleTest generated = RuleClass.of(tree);
      return generated == null ? this : new Chunk(rules, tree, generated);
    }

    private Chunk interpreted() {
      return new Chunk(rules, tree, tree);
    }
  }

  /** Compiles rules for one type after the other. */
  static final class Compiler {

    private final ValueLists lists;
    private final ConditionNumbers numbers;
    private final ConditionCompiler<Event> conditions;

    Compiler(FieldCatalog<Event> fields, ValueLists lists) {
      this.lists = lists;
      this.numbers = new ConditionNumbers(lists);
      this.conditions =
          new ConditionCompiler<>(
              fields,
              lists,
              problem -> {
                throw new IllegalStateException("not found when the rule was checked: " + problem);
              });
    }

    /** Those of the rules that can match an event of the type, in the same order. */
    TypedRules compile(List<CheckedRule> checked, EventType type) {
      Specialiser specialiser = new Specialiser(type, lists);
      List<Rule> rules = new ArrayList<>();
      List<Condition> remaining = new ArrayList<>();
      for (CheckedRule rule : checked) {
        if (rule.types().contains(type)) {
          Condition condition = specialiser.specialise(rule.condition());
          if (!Specialiser.isNever(condition)) {
            rules.add(rule.rule());
            remaining.add(condition);
          }
        }
      }
      List<Chunk> chunks = new ArrayList<>();
      for (int from = 0; from < rules.size(); from += RuleTree.RULES) {
        int to = Math.min(from + RuleTree.RULES, rules.size());
        RuleTree tree = new RuleTree(remaining.subList(from, to), numbers, conditions);
        chunks.add(new Chunk(List.copyOf(rules.subList(from, to)), tree, tree));
      }
      Chunk[] all = chunks.toArray(new Chunk[0]);
      return new TypedRules(all, patience(all));
    }
  }

  /**
   * How often rules are asked before they are worth a class: so many answers of matchers cost about
   * what generating and compiling the class does, a quarter of a second of CPU on first use.
   */
  private static final long ANSWERS_BEFORE = 2_000_000;

  /** Nesting takes stack, and the sidecar's threads have little. */
  private static final int STACK_BYTES = 1 << 20;

  /** Replaced whole: an event sees either the trees or the classes. */
  private volatile Chunk[] chunks;

  /** Events until a class is generated; never again when it is 0. Threads may miscount it. */
  private long untilGenerated;

  private TypedRules(Chunk[] chunks, long untilGenerated) {
    this.chunks = chunks;
    this.untilGenerated = untilGenerated;
  }

  private static long patience(Chunk[] chunks) {
    int rules = Stream.of(chunks).mapToInt(chunk -> chunk.rules().size()).sum();
    return rules == 0 ? 0 : Math.max(1, ANSWERS_BEFORE / rules);
  }

  /** The same as a generated class from now on. */
  TypedRules generated() {
    return new TypedRules(generate(chunks), 0);
  }

  /** The same, never as a generated class. */
  TypedRules interpreted() {
    return new TypedRules(Stream.of(chunks).map(Chunk::interpreted).toArray(Chunk[]::new), 0);
  }

  private static Chunk[] generate(Chunk[] chunks) {
    return Stream.of(chunks).map(Chunk::generated).toArray(Chunk[]::new);
  }

  boolean isGenerated() {
    return Stream.of(chunks).noneMatch(chunk -> chunk.test() instanceof RuleTree);
  }

  /** On a thread of its own: no event waits for it. */
  private void generateLater() {
    Thread.ofPlatform()
        .daemon()
        .name("generate-rules")
        .stackSize(STACK_BYTES)
        .start(() -> chunks = generate(chunks));
  }

  boolean isEmpty() {
    return chunks.length == 0;
  }

  /**
   * Tries the rules on an event of the type.
   *
   * @param firstOnly leaves it at the first that matches
   */
  void evaluate(Event event, boolean firstOnly, Consumer<Alert> alerts) {
    if (untilGenerated > 0 && --untilGenerated == 0) {
      generateLater();
    }
    for (Chunk chunk : chunks) {
      long matching = chunk.test().matches(event);
      while (matching != 0) {
        Rule rule = chunk.rules().get(Long.numberOfTrailingZeros(matching));
        alerts.accept(MatchedRule.of(rule, event));
        if (firstOnly) {
          return;
        }
        matching &= matching - 1; // without its lowest bit
      }
    }
  }
}
